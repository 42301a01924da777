import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBody, toLine, toLink } from './words.ts';

describe('text of others', () => {
  it('becomes a line or lines that a notice of ours may have, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(toLine(text, 100)).toMatch(/^[^\p{Cc}\s](?:[^\p{Cc}]{0,98}[^\p{Cc}\s])?$|^$/u);
        expect(toBody(text, 100)).toMatch(/^[^\p{Cc}]?(?:[^\p{Cc}]|[\n\t]){0,99}$/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('is cut between characters, and says so', () => {
    expect(toLine('abcdef', 6)).toBe('abcdef');
    expect(toLine('abcdefg', 6)).toBe('abcde…');
    expect(toLine('abcd😀efg', 6)).toBe('abcd…');
  });

  it('loses its markup but not its meaning', () => {
    expect(toBody('One<br>two<br/>three</p><ul><li>four</li></ul>\r\n\r\n\r\nfive')).toBe(
      'One\ntwo\nthree\nfour\n\nfive',
    );
    expect(toBody('1 &lt; 2 &amp; a < b > c &#233; &unknown; &#99999999;')).toBe(
      '1 < 2 & a < b > c é &unknown; &#99999999;',
    );
  });

  it.each([
    ['https://status.example/1', 'https://status.example/1'],
    ['http://status.example', 'http://status.example'],
    ['javascript:alert(1)', null],
    ['//status.example', null],
    ['https://', null],
    [`https://status.example/${'x'.repeat(2048)}`, null],
    [null, null],
  ])('is a link when people can follow it: %s', (text, link) => expect(toLink(text)).toBe(link));
});
