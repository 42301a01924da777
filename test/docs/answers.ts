import type { Answer } from './guide-page.ts';

/**
 * Where an output differs from the answer that the guide shows, as sentences; none when it holds. The answer is a
 * part of the output: of JSON, the fields shown; of text, the lines shown, in their order. `…` stands for any text or
 * value, and at the end of a list for what else is in it.
 */
export function differences({ language, text }: Answer, output: string): string[] {
  return language === 'json'
    ? jsonDifferences(JSON.parse(text), parse(output), 'the answer')
    : textDifferences(text.trim().split('\n'), output.split(/\r?\n/));
}

const anything = '…';

function jsonDifferences(shown: unknown, found: unknown, place: string): string[] {
  if (typeof shown === 'string' && shown.includes(anything)) {
    return shown === anything || (typeof found === 'string' && fits(shown, found))
      ? []
      : [differs(place, shown, found)];
  }
  if (Array.isArray(shown)) return listDifferences(shown, found, place);
  if (typeof shown === 'object' && shown !== null) {
    if (typeof found !== 'object' || found === null) return [differs(place, shown, found)];
    return Object.entries(shown)
      .filter(([name]) => name !== anything)
      .flatMap(([name, value]) =>
        name in found
          ? jsonDifferences(value, (found as Record<string, unknown>)[name], `${place}.${name}`)
          : [`${place}.${name} is not there`],
      );
  }
  return shown === found ? [] : [differs(place, shown, found)];
}

function listDifferences(shown: readonly unknown[], found: unknown, place: string): string[] {
  const isOpen = shown.at(-1) === anything;
  const items = isOpen ? shown.slice(0, -1) : shown;
  if (!Array.isArray(found) || (isOpen ? found.length < items.length : found.length !== items.length)) {
    return [differs(place, shown, found)];
  }
  return items.flatMap((item, index) => jsonDifferences(item, found[index], `${place}[${index}]`));
}

function textDifferences(shown: readonly string[], found: readonly string[]): string[] {
  let next = 0;
  for (const line of shown.filter((candidate) => candidate.trim() !== anything)) {
    const at = found.findIndex((candidate, index) => index >= next && fits(line, candidate));
    if (at < 0) return [`the line "${line}" is not in ${found.slice(next).join('\n')}`];
    next = at + 1;
  }
  return [];
}

function fits(shown: string, found: string): boolean {
  const pattern = shown
    .trim()
    .split(anything)
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(/ +/g, ' +'))
    .join('.*');
  return new RegExp(`^${pattern}$`, 's').test(found.trim());
}

function parse(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return output;
  }
}

function differs(place: string, shown: unknown, found: unknown): string {
  return `${place} is shown as ${JSON.stringify(shown)}, but is ${JSON.stringify(found)}`;
}
