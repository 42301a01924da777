import { Link, useParams } from '@tanstack/react-router';
import { useTexts } from '../../texts/texts.tsx';
import { EntryFrame } from './entry-form.tsx';

/** Where single sign-on ends for those whom it did not let in: says why, and what helps. */
export function NotSignedIn() {
  const { notSignedIn: texts, login } = useTexts();
  const { why } = useParams({ from: '/not-signed-in/$why' });
  const { what, fix } = why in texts.reasons ? texts.reasons[why as keyof typeof texts.reasons] : texts.other;
  return (
    <EntryFrame title={texts.title}>
      <p className="text-sm">{what}</p>
      <p className="text-sm text-soft">{fix}</p>
      <Link
        to="/login"
        className="rounded-lg border border-line px-3.5 py-2 text-center text-sm font-medium hover:bg-mute-tint"
      >
        {login.title}
      </Link>
    </EntryFrame>
  );
}
