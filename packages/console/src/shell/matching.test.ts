import { describe, expect, it } from 'vitest';
import { matching } from './matching.ts';

const all = [
  { name: 'Überblick', kind: 'Page' },
  { name: 'API keys', kind: 'Page' },
  { name: 'Open an incident', kind: 'Do' },
  { name: 'Dark', kind: 'Colours' },
];
const names = (typed: string) => matching(all, typed).map(({ name }) => name);

describe('what was typed', () => {
  it('begins words, in any order, whatever their case and accents', () => {
    expect(names('inc op')).toEqual(['Open an incident']);
    expect(names('uber')).toEqual(['Überblick']);
    expect(names('ÜB')).toEqual(['Überblick']);
    expect(names('ident')).toEqual([]);
  });

  it('may be what a thing is, after those that are called so', () => {
    expect(names('page')).toEqual(['Überblick', 'API keys']);
    expect(names('colours d')).toEqual(['Dark']);
  });

  it('is nothing at first, and everything is offered', () => {
    expect(names(' ')).toHaveLength(all.length);
  });
});
