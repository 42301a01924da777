import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writePart, writtenPart } from '../../bench/support/document.ts';
import { textOf } from './documents.ts';

describe('the benchmarks', () => {
  it.each(['start', 'http', 'public', 'streams', 'ingest', 'meter', 'console'])(
    'have what %s wrote',
    (name) => {
      expect(writtenPart(textOf('docs/benchmarks.md'), name)).toMatch(
        /^Taken on \d{4}-\d\d-\d\d: .*\n\n\*\*/,
      );
    },
  );
});

describe('what a bench writes', () => {
  it('replaces its own part of a document, and nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'platen-part-'));
    const path = join(folder, 'page.md');
    const page = (part: string) =>
      `# Page\n\n<!-- bench a -->\n\n${part}\n\n<!-- /bench a -->\n\n<!-- bench ab -->\n<!-- /bench ab -->\nEnd\n`;
    try {
      writeFileSync(path, page('old'));
      writePart(path, 'a', '$& new\n');
      expect(readFileSync(path, 'utf8')).toBe(page('$& new'));
      expect(writtenPart(page('old'), 'a')).toBe('old');
      expect(() => writePart(path, 'b', 'new')).toThrow('no marks for b');
      expect(readFileSync(path, 'utf8')).toBe(page('$& new'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
