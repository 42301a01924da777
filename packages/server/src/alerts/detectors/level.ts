/**
 * How busy it is beside what is usual: jobs that came, over jobs that were usual, both fading. Some of each are there from
 * the start, so that few jobs say little.
 */
export interface Level {
  readonly came: number;
  readonly usual: number;
}

export const noLevel: Level = { came: 0, usual: 0 };

/** Growth, a roll-out, a season. */
const slow = { hours: 7 * 24, evidence: 60 };
/** Of a change that lasts: the sooner it is the usual, the sooner the alert of it ends. */
const learningHours = 36;
/** Today: rain, a conference, people at home. */
const fast = { hours: 5, evidence: 4 };

export function slowRatio({ came, usual }: Level): number {
  return (came + slow.evidence) / (usual + slow.evidence);
}

export function fastRatio({ came, usual }: Level): number {
  return (came + fast.evidence) / (usual + fast.evidence);
}

export function slowLevelAfter(
  level: Level,
  came: number,
  usual: number,
  hours: number,
  lasting: boolean,
): Level {
  return faded(level, came, usual, hours / (lasting ? learningHours : slow.hours));
}

export function fastLevelAfter(level: Level, came: number, usual: number, hours: number): Level {
  return faded(level, came, usual, hours / fast.hours);
}

function faded(level: Level, came: number, usual: number, lifetimes: number): Level {
  const left = Math.exp(-lifetimes);
  return { came: level.came * left + came, usual: level.usual * left + usual };
}
