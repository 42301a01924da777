import { expect, it } from 'vitest';
import { countriesIn } from './countries.ts';

it('are known by their names in the language that is read, and are no unions', () => {
  const german = countriesIn('de');
  expect(german.find(({ code }) => code === 'DE')?.name).toBe('Deutschland');
  expect(german.length).toBeGreaterThan(200);
  expect(german.map(({ code }) => code)).not.toContain('EU');
  const names = german.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.indexOf('Ägypten')).toBeLessThan(names.indexOf('Belgien'));
});
