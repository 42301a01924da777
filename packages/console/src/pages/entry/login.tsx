import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { answerTo } from '../../client.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { canUsePasskeys, logInByPasskey } from '../../passkeys.ts';
import { logIn, proveCode } from '../../session.ts';
import { useTexts } from '../../texts/texts.tsx';
import { EntryForm } from './entry-form.tsx';

type Outcome = Awaited<ReturnType<typeof logIn | typeof logInByPasskey>>;

export function Login() {
  const { login: texts, problem } = useTexts();
  const [wantsCode, wantCode] = useState(false);
  const inside = useWayIn();
  const enter = useMutation({
    mutationFn(way: FormData | 'passkey'): Promise<Outcome> {
      if (way === 'passkey') return logInByPasskey();
      return wantsCode
        ? proveCode(String(way.get('code')).trim())
        : logIn(String(way.get('email')), String(way.get('password')));
    },
    onSuccess(outcome) {
      if (outcome === 'code') wantCode(true);
      if (!outcome) inside();
    },
  });
  const ofPassword = wantsCode ? texts.wrongCode : texts.wrong;
  const words = {
    wrong: enter.variables === 'passkey' ? texts.passkeyUnknown : ofPassword,
    slow: texts.slow,
    unreachable: problem.unreachable,
    cancelled: texts.passkeyCancelled,
    code: undefined,
  };
  const sentence = enter.data && words[enter.data];
  return (
    <EntryForm
      title={texts.title}
      submit={texts.submit}
      isBusy={enter.isPending}
      onSubmit={enter.mutate}
      below={!wantsCode && <OtherWays onPasskey={() => enter.mutate('passkey')} />}
    >
      {wantsCode ? (
        <TextField
          key="code"
          label={texts.code}
          name="code"
          autoComplete="one-time-code"
          autoFocus
          required
        />
      ) : (
        <>
          <TextField label={texts.email} name="email" type="email" autoComplete="username" required />
          <TextField
            label={texts.password}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        </>
      )}
      {sentence && (
        <p role="alert" className="text-sm text-bad">
          {sentence}
        </p>
      )}
    </EntryForm>
  );
}

/** To where they wanted to be, with nothing of whoever was here before. */
function useWayIn(): () => void {
  const { back } = useSearch({ from: '/login' });
  const router = useRouter();
  const queries = useQueryClient();
  return () => {
    queries.clear();
    router.history.push(back ?? '/console/');
  };
}

function OtherWays({ onPasskey }: { readonly onPasskey: () => void }) {
  const { login: texts } = useTexts();
  const { back } = useSearch({ from: '/login' });
  const { data: ways } = useQuery({ ...answerTo('getSignInWays', {}), staleTime: Number.POSITIVE_INFINITY });
  return (
    <>
      {ways?.passkeys && canUsePasskeys && (
        <Button onClick={onPasskey}>
          <KeyRound aria-hidden className="size-4" />
          {texts.byPasskey}
        </Button>
      )}
      {ways?.single_sign_on && (
        <a
          href={`/auth/single-sign-on?${new URLSearchParams(back ? { back } : {})}`}
          className="rounded-lg border border-line px-3.5 py-2 text-center text-sm font-medium hover:bg-mute-tint"
        >
          {ways.single_sign_on.label}
        </a>
      )}
      <Link to="/password" className="text-center text-sm text-link underline">
        {texts.forgotten}
      </Link>
    </>
  );
}
