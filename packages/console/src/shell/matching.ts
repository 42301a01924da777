interface Named {
  readonly name: string;
  readonly kind: string;
}

/** Those in whose name or kind every word that was typed begins a word; in their order, names before kinds. */
export function matching<T extends Named>(all: readonly T[], typed: string): readonly T[] {
  const words = wordsOf(typed);
  const begins = (text: string) => words.every((word) => wordsOf(text).some((each) => each.startsWith(word)));
  const byName = all.filter(({ name }) => begins(name));
  const byKind = all.filter(({ name, kind }) => !begins(name) && begins(`${name} ${kind}`));
  return [...byName, ...byKind];
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLocaleLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
