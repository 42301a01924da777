import { PlatenError } from '@platen/sdk';
import { CircleAlert } from 'lucide-react';
import { useTexts } from '../texts/texts.tsx';

/** What went wrong, where, and what helps: the server's own words, since it knows best. */
export function ProblemNote({ error }: { readonly error: Error }) {
  const { problem: texts } = useTexts();
  const problem = error instanceof PlatenError ? error.problem : undefined;
  return (
    <div role="alert" className="flex gap-3 rounded-lg border border-bad/40 bg-bad-tint p-4 text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div>
        <p className="font-semibold">{problem?.title ?? texts.title}</p>
        <p>{problem?.detail ?? texts.unreachable}</p>
        {problem?.errors?.map(({ location, message, fix }) => (
          <p key={location}>
            <code className="font-mono">{location}</code> {message}. {fix}
          </p>
        ))}
        {problem && (
          <p className="mt-1 text-soft">
            {texts.requestId} <code className="font-mono">{problem.request_id}</code>
          </p>
        )}
      </div>
    </div>
  );
}
