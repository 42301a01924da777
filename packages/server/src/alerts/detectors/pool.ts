/** A series that could be watched: of a device, say, at a site, of an organization. */
export interface Part {
  /** From the organization down to itself. */
  readonly path: readonly string[];
  /** Jobs in a busy hour. */
  readonly perHour: number;
}

/** What is watched as one: the sum of these parts. `path` leads to the part itself, or to what its parts have in common. */
export interface Pool {
  readonly path: readonly string[];
  readonly parts: readonly Part[];
}

/**
 * Parts that have enough jobs by themselves are watched by themselves. The others are summed up where they belong, and
 * further up as long as that is not enough; of what has not enough in all, the sum is watched nevertheless.
 */
export function pooled(parts: readonly Part[], enough = 8): readonly Pool[] {
  const pools: Pool[] = [];
  let left: readonly Pool[] = parts.map((part) => ({ path: part.path, parts: [part] }));
  while (left.length > 0) {
    const isEnough = ({ path, parts: all }: Pool) => path.length <= 1 || jobsOf(all) >= enough;
    pools.push(...left.filter(isEnough));
    const above = Map.groupBy(
      left.filter((pool) => !isEnough(pool)),
      ({ path }) => JSON.stringify(path.slice(0, -1)),
    );
    left = [...above.values()].map((small) => ({
      path: small[0]?.path.slice(0, -1) ?? [],
      parts: small.flatMap((pool) => pool.parts),
    }));
  }
  return pools;
}

function jobsOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { perHour }) => sum + perHour, 0);
}
