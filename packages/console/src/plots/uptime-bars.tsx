import type { Uptime } from '@platen/contract';
import type { Tone } from '../parts/tone.ts';
import { statusTones } from '../parts/tone.ts';

interface UptimeBarsProps {
  readonly days: Uptime['days'];
  readonly label: string;
  /** What is said of one day. */
  readonly titleOf: (day: Uptime['days'][number]) => string;
}

const colours: Record<Tone, string> = {
  good: 'var(--color-good)',
  warn: 'var(--color-warn)',
  bad: 'var(--color-bad)',
  mute: 'var(--color-mute-tint)',
};

/** A bar a day, in the colour of the worst of it. */
export function UptimeBars({ days, label, titleOf }: UptimeBarsProps) {
  return (
    <svg
      viewBox={`0 0 ${days.length * 4} 20`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      className="h-8 w-full"
    >
      {days.map((day, index) => (
        <rect
          key={day.date}
          x={index * 4}
          width={3}
          height={20}
          rx={1}
          fill={colours[statusTones[day.worst_status_code]]}
        >
          <title>{titleOf(day)}</title>
        </rect>
      ))}
    </svg>
  );
}
