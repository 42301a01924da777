import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { EntryForm, EntryFrame } from './entry-form.tsx';

/** For whoever does not know their password any more. */
export function Forgotten() {
  const { forgotten: texts } = useTexts();
  const ways = useQuery(answerTo('getSignInWays', {}));
  return (
    <Asked query={ways} hold="h-96">
      {({ password_links }) =>
        password_links ? (
          <AskForLink />
        ) : (
          <EntryFrame title={texts.title} below={<BackToLogin />}>
            <p className="text-sm">{texts.askOperator}</p>
          </EntryFrame>
        )
      }
    </Asked>
  );
}

function AskForLink() {
  const { forgotten: texts, login } = useTexts();
  const ask = useMutation({
    mutationFn: (fields: FormData) =>
      client.call('requestPasswordLink', { body: { email: String(fields.get('email')) } }),
  });
  if (ask.data) {
    return (
      <EntryFrame title={texts.title} below={<BackToLogin />}>
        <p role="status" className="text-sm">
          {texts.asked}
        </p>
      </EntryFrame>
    );
  }
  return (
    <EntryForm
      title={texts.title}
      lead={texts.lead}
      submit={texts.submit}
      isBusy={ask.isPending}
      onSubmit={ask.mutate}
      below={<BackToLogin />}
    >
      <TextField label={login.email} name="email" type="email" autoComplete="username" required />
      {ask.error && <ProblemNote error={ask.error} />}
    </EntryForm>
  );
}

function BackToLogin() {
  const { login } = useTexts();
  return (
    <Link to="/login" className="text-center text-sm text-link underline">
      {login.title}
    </Link>
  );
}
