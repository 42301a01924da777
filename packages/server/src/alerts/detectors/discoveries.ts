/**
 * Of what was found in many series at one moment, what can be told without being wrong too often (Benjamini and Hochberg):
 * of all that is told this way, `share` is chance, at most. `tested` is in how many series it could have been found.
 */
export function discoveries<T extends { readonly pValue: number }>(
  found: readonly T[],
  tested: number,
  share = 0.05,
): readonly T[] {
  const byChance = found.toSorted((a, b) => a.pValue - b.pValue);
  const last = byChance.findLastIndex(({ pValue }, index) => pValue <= (share * (index + 1)) / tested);
  return byChance.slice(0, last + 1);
}
