import { invalidField } from '@platen/contract';
import type { ConnectorOption } from './reading.ts';

/** The options as given, completed by their defaults. Refuses unknown and missing ones. */
export function readOptions(
  known: readonly ConnectorOption[],
  given: Readonly<Record<string, string>>,
): (name: string) => string {
  for (const name of Object.keys(given)) {
    if (!known.some((option) => option.name === name)) {
      const names = known.map((option) => `\`${option.name}\``).join(', ');
      throw invalidField(`options.${name}`, 'is not an option of this connector', `It takes ${names}.`);
    }
  }
  const values = new Map<string, string>();
  for (const option of known) {
    const value = given[option.name] ?? option.default;
    if (value === undefined) {
      throw invalidField(
        `options.${option.name}`,
        'is missing',
        `Give it, for example \`${option.example}\`. ${option.description}`,
      );
    }
    values.set(option.name, value);
  }
  return (name) => values.get(name) ?? '';
}
