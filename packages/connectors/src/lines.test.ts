import { describe, expect, it } from 'vitest';
import { linesOf, maxLineBytes, unreadable } from './lines.ts';
import { chunked, listOf, windows1252 } from './testing/read.ts';

const lines = (content: string | Uint8Array, sizes?: number[]) => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return listOf(linesOf(chunked(bytes, sizes), 'windows-1252'));
};

describe('cutting bytes into lines', () => {
  it('takes LF and CR LF as ends, and counts empty lines', async () => {
    expect((await lines('one\r\n\ntwo\n')).map((line) => [line.number, line.text])).toEqual([
      [1, 'one'],
      [2, ''],
      [3, 'two'],
    ]);
  });

  it('tells how far into the source each line goes', async () => {
    expect((await lines('é\r\nab\ncd', [1])).map((line) => line.bytesRead)).toEqual([4, 7, 9]);
  });

  it('marks a last line that has no end', async () => {
    expect((await lines('one\ntwo')).map((line) => line.ended)).toEqual([true, false]);
  });

  it('reads UTF-8 with and without a byte order mark, and the fallback line by line', async () => {
    const utf8 = new TextEncoder().encode('\ufeffGröße\n');
    const old = windows1252('Größe 5 €\n');
    const both = new Uint8Array([...utf8, ...old]);
    expect((await lines(both, [3])).map((line) => line.text)).toEqual(['Größe', 'Größe 5 €']);
  });

  it('keeps only the beginning of an endless line, and goes on after it', async () => {
    const [long, next] = await lines(`${'x'.repeat(maxLineBytes * 3)}\nnext\n`, [1000]);
    expect(long?.cut).toBe(true);
    expect(long?.text.length).toBe(maxLineBytes);
    expect(next).toMatchObject({ text: 'next', cut: false, number: 2 });
  });

  it('shows no more of a line that cannot be read than its beginning', async () => {
    const [long] = await lines(`${'x'.repeat(500)}\n`);
    const fault = long && unreadable(long, { reason: 'because', fix: 'mend it' });
    expect(fault?.unreadable).toEqual({
      line: 1,
      text: `${'x'.repeat(120)}…`,
      reason: 'because',
      fix: 'mend it',
    });
  });
});
