/** What was looked at, and whether it is well. */
export interface Finding {
  readonly subject: string;
  /** `note`: it works, and somebody should know. */
  readonly verdict: 'well' | 'note' | 'fault';
  readonly text: string;
  /** What to do about it; null where it is well. */
  readonly fix: string | null;
}

export function well(subject: string, text: string): Finding {
  return { subject, verdict: 'well', text, fix: null };
}

export function note(subject: string, text: string, fix: string): Finding {
  return { subject, verdict: 'note', text, fix };
}

export function fault(subject: string, text: string, fix: string): Finding {
  return { subject, verdict: 'fault', text, fix };
}

/** A number with its unit, as people read it. */
export function amount(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}
