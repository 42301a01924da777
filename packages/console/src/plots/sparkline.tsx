interface SparklineProps {
  /** Bucket by bucket; `null` where nobody knows. */
  readonly values: readonly (number | null)[];
  /** What is usual of each bucket, as far as it is known. */
  readonly usual: readonly ({ readonly low: number; readonly high: number } | null)[];
  /** A colour of the theme. */
  readonly colour: string;
  /** What it shows, for those who do not see it. */
  readonly label: string;
}

const [width, height] = [240, 48];

/** The shape of a series, without axes. Where nothing is known there is a gap. */
export function Sparkline({ values, usual, colour, label }: SparklineProps) {
  const most = Math.max(1, ...values.map((value) => value ?? 0), ...usual.map((each) => each?.high ?? 0));
  const step = width / Math.max(1, values.length);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      className="h-12 w-full"
      preserveAspectRatio="none"
    >
      {usual.map((each, index) => {
        if (each === null) return null;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bucket is its place in the series.
            key={index}
            x={index * step}
            y={height - (each.high / most) * height}
            width={step}
            height={((each.high - each.low) / most) * height}
            fill={colour}
            opacity={0.14}
          />
        );
      })}
      {values.map((value, index) => {
        if (value === null) return null;
        const tall = value === 0 ? 1 : Math.max(2, (value / most) * height);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bucket is its place in the series.
            key={index}
            x={index * step + step * 0.1}
            y={height - tall}
            width={step * 0.8}
            height={tall}
            rx={1}
            fill={colour}
            opacity={value === 0 ? 0.35 : 1}
          />
        );
      })}
    </svg>
  );
}
