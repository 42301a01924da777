export const parts = ['alerts', 'rules', 'channels', 'silences', 'deliveries'] as const;
export type Part = (typeof parts)[number];

/** Which of the lists is looked at, from the URL. */
export function readPart({ part }: Record<string, unknown>): { readonly part: Part } {
  return { part: parts.find((each) => each === part) ?? 'alerts' };
}
