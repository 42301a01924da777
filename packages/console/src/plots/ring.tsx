import type { ReactNode } from 'react';
import type { Tone } from '../parts/tone.ts';

interface RingProps {
  /** From 0 to 1. */
  readonly part: number;
  readonly tone: Tone;
  readonly label: string;
  readonly children: ReactNode;
}

const radius = 42;
const around = 2 * Math.PI * radius;
const colours: Record<Tone, string> = {
  good: 'var(--color-good)',
  warn: 'var(--color-warn)',
  bad: 'var(--color-bad)',
  mute: 'var(--color-mute)',
};

/** How much of something is left. */
export function Ring({ part, tone, label, children }: RingProps) {
  return (
    <div className="relative size-28 shrink-0">
      <svg viewBox="0 0 100 100" role="img" aria-label={label} className="-rotate-90">
        <circle cx="50" cy="50" r={radius} fill="none" stroke="var(--color-mute-tint)" strokeWidth="9" />
        <circle
          cx="50"
          cy="50"
          r={radius}
          fill="none"
          stroke={colours[tone]}
          strokeWidth="9"
          strokeLinecap="round"
          strokeDasharray={`${Math.min(1, Math.max(0, part)) * around} ${around}`}
        />
      </svg>
      <div className="absolute inset-0 grid place-content-center text-center">{children}</div>
    </div>
  );
}
