import type { Tone } from '../parts/tone.ts';

export interface Episode {
  readonly fromMs: number;
  readonly toMs: number;
  readonly tone: Tone;
  /** What it was, for whoever points at it. */
  readonly title: string;
}

interface EpisodeStripProps {
  readonly fromMs: number;
  readonly toMs: number;
  readonly episodes: readonly Episode[];
  /** What it shows, for those who do not see it. */
  readonly label: string;
  readonly dayOf: (atMs: number) => string;
}

const colours: Record<Tone, string> = {
  good: 'var(--color-good)',
  warn: 'var(--color-warn)',
  bad: 'var(--color-bad)',
  mute: 'var(--color-mute)',
};
const [width, height] = [1000, 64];
/** What is short stays to be seen. */
const leastWidth = 4;
const ticks = 4;

/** A stretch of time with what happened in it as bars on it. */
export function EpisodeStrip({ fromMs, toMs, episodes, label, dayOf }: EpisodeStripProps) {
  const place = (at: number) => ((Math.max(at, fromMs) - fromMs) / (toMs - fromMs)) * width;
  const marks = Array.from({ length: ticks + 1 }, (_, index) => fromMs + ((toMs - fromMs) * index) / ticks);
  return (
    <div>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        className="h-16 w-full"
      >
        <rect width={width} height={height} rx="6" fill="var(--color-good-tint)" />
        {marks.slice(1, -1).map((at) => (
          <rect key={at} x={place(at)} width="1" height={height} fill="var(--color-line)" />
        ))}
        {episodes.map(({ fromMs: from, toMs: to, tone, title }) => (
          <rect
            key={`${from}${title}`}
            x={Math.min(place(from), width - leastWidth)}
            width={Math.max(leastWidth, place(to) - place(from))}
            height={height}
            fill={colours[tone]}
          >
            <title>{title}</title>
          </rect>
        ))}
      </svg>
      <p aria-hidden className="mt-1 flex justify-between text-xs text-soft">
        {marks.map((at, index) => (
          <span key={at} className={index % 2 === 1 ? 'max-sm:hidden' : ''}>
            {dayOf(at)}
          </span>
        ))}
      </p>
    </div>
  );
}
