import type { Subscription } from '@platen/contract';
import { now } from '../../clock.ts';
import { useTexts } from '../../texts/texts.tsx';

const dayMs = 86_400_000;
/** The steps at which people are told by default, in days before the end. */
const ladder = [30, 14, 7, 1, 0];

/** From the beginning to the end, with where today is and at which days somebody is told. */
export function Timeline({ of: { start_date, ends_at } }: { readonly of: Subscription }) {
  const { subscription: texts } = useTexts();
  if (start_date === null || ends_at === null) return null;
  const from = Date.parse(start_date);
  const to = Date.parse(ends_at);
  const place = (at: number) => Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100));
  const today = place(now());
  return (
    <svg
      viewBox="0 0 100 7"
      preserveAspectRatio="none"
      role="img"
      aria-label={texts.timeline}
      className="mt-4 h-5 w-full"
    >
      <rect y="2" width="100" height="3" rx="1" fill="var(--color-mute-tint)" />
      <rect y="2" width={today} height="3" rx="1" fill="var(--color-brand)" />
      {ladder.map((days) => (
        <rect
          key={days}
          x={place(to - days * dayMs) - 0.2}
          y="1"
          width="0.4"
          height="5"
          fill="var(--color-warn)"
        />
      ))}
      <rect x={today - 0.2} width="0.4" height="7" fill="var(--color-ink)" />
    </svg>
  );
}
