import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../measured.json', import.meta.url);

/** The figures of the last runs that were written, by name. */
export function readConstants(): Readonly<Record<string, number>> {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Replaces those that were measured anew, to three digits: more of them would be noise. */
export function writeConstants(constants: Readonly<Record<string, number>>): void {
  const rounded = Object.entries(constants).map(([name, value]) => [name, Number(value.toPrecision(3))]);
  const all = { ...readConstants(), ...Object.fromEntries(rounded) };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
}
