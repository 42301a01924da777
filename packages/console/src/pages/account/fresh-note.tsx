import { PlatenError } from '@platen/sdk';
import { Link } from '@tanstack/react-router';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** A problem, with the way out where it is that the session is too old for this. */
export function FreshNote({ error }: { readonly error: Error }) {
  const { account: texts } = useTexts();
  const isStale = error instanceof PlatenError && error.problem.code === 'sign_in_again';
  return (
    <>
      <ProblemNote error={error} />
      {isStale && (
        <Link to="/login" search={{ back: location.pathname }} className="text-link underline">
          {texts.again}
        </Link>
      )}
    </>
  );
}
