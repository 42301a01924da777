import { readFileSync } from 'node:fs';

/** A setting that cannot be used; the message names where it was set and what it may be. */
export class ConfigError extends Error {}

/** What a setting is, and where it was found. */
export interface Found {
  readonly setting: string;
  readonly where: string;
  readonly text: string;
}

export function wrong(found: Found, expected: string): ConfigError {
  return new ConfigError(`${found.setting} is "${found.text}" in ${found.where}, but must be ${expected}.`);
}

export function oneOf<const T extends readonly string[]>(found: Found, values: T): T[number] {
  const value = values.find((candidate) => candidate === found.text);
  if (value === undefined) throw wrong(found, `one of ${values.join(', ')}`);
  return value;
}

/** A secret itself, or the file that has it; null: neither is set. Neither is shown in an error, not even in part. */
export function givenOrInFile(given: Found, file: Found): (Found & { readonly secret: string }) | null {
  if (given.text !== '' && file.text !== '') {
    throw new ConfigError(`${given.setting} and ${file.setting} are both set. Set one of them.`);
  }
  if (given.text !== '') return { ...given, secret: given.text };
  return file.text === '' ? null : { ...file, secret: readSecretFile(file) };
}

function readSecretFile({ setting, where, text }: Found): string {
  try {
    return readFileSync(text, 'utf8').trim();
  } catch (cause) {
    throw new ConfigError(`${setting} in ${where} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
