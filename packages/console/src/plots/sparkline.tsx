interface SparklineProps {
  /** Bucket by bucket; `null` where nobody knows. */
  readonly values: readonly (number | null)[];
  /** A colour of the theme. */
  readonly colour: string;
  /** What it shows, for those who do not see it. */
  readonly label: string;
}

const [width, height] = [240, 48];

/** The shape of a series, without axes. Where nothing is known there is a gap. */
export function Sparkline({ values, colour, label }: SparklineProps) {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const step = width / Math.max(1, values.length);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      className="h-12 w-full"
      preserveAspectRatio="none"
    >
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
