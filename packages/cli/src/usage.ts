import { parseArgs } from 'node:util';

/** The command was called wrongly; `message` says how to call it. */
export class UsageError extends Error {}

/** Each flag takes a value (`text`), several (`texts`), or none (`switch`). */
export type Flags = Readonly<Record<string, 'text' | 'texts' | 'switch'>>;

export type FlagValues<F extends Flags> = {
  readonly [K in keyof F]?: F[K] extends 'switch' ? boolean : F[K] extends 'texts' ? string[] : string;
};

/** @throws UsageError for a flag that the command does not have, or one without its value. */
export function parseFlags<const F extends Flags>(
  args: readonly string[],
  flags: F,
): { readonly values: FlagValues<F>; readonly words: readonly string[] } {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, kind]) => [
      name,
      { type: kind === 'switch' ? ('boolean' as const) : ('string' as const), multiple: kind === 'texts' },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { values: values as FlagValues<F>, words: positionals };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

export function required(value: string | undefined, flag: string, what: string): string {
  if (value === undefined || value === '') throw new UsageError(`${flag} is missing: ${what}.`);
  return value;
}

/** @throws UsageError when it is not written in digits alone. */
export function wholeSeconds(text: string, flag: string): number {
  if (!/^\d+$/.test(text)) {
    throw new UsageError(`${flag} is "${text}", but must be a whole number of seconds.`);
  }
  return Number(text);
}
