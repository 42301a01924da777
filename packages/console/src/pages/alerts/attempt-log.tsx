import type { DeliveryWithAttempts } from '@platen/contract';
import { useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** What was asked of the other side, and what it answered, attempt by attempt. */
export function AttemptLog({ of: log }: { readonly of: DeliveryWithAttempts['log'] }) {
  const { alerts: texts } = useTexts();
  const times = useTimes();
  return (
    <ol className="grid gap-1.5 text-sm">
      {log.map(({ number, at, request, status, duration_ms, reason }) => (
        <li key={number}>
          <p>
            {[times.instant(at), request, status, texts.took(duration_ms)]
              .filter((part) => part !== null)
              .join(' · ')}
          </p>
          {reason && <p className="break-words">{reason}</p>}
        </li>
      ))}
    </ol>
  );
}
