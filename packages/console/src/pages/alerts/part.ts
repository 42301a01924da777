export const parts = ['alerts', 'rules', 'channels', 'routes', 'silences', 'deliveries'] as const;
export type Part = (typeof parts)[number];

/** Which of the lists is looked at, and what of it is open: the id of one, or `new`. */
export interface PartView {
  readonly part: Part;
  readonly open?: string | undefined;
}

/** From the URL, so that what is looked at can be sent to somebody. */
export function readPart({ part, open }: Record<string, unknown>): PartView {
  return {
    part: parts.find((each) => each === part) ?? 'alerts',
    ...(typeof open === 'string' ? { open } : {}),
  };
}
