import type { ReactNode } from 'react';
import type { Tone } from './tone.ts';

const looks: Record<Tone, string> = {
  good: 'bg-good-tint text-good',
  warn: 'bg-warn-tint text-warn',
  bad: 'bg-bad-tint text-bad',
  mute: 'bg-mute-tint text-mute',
};

/** A word with a colour; the word alone says it all. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center rounded-full px-2 py-0.5 text-xs font-semibold whitespace-nowrap ${looks[tone]}`}
    >
      {children}
    </span>
  );
}
