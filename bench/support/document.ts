import { readFileSync, writeFileSync } from 'node:fs';

/** What is written by a bench stands in a document between two such comments; the rest of it is written by hand. */
const opening = (name: string) => `<!-- bench ${name} -->`;
const closing = (name: string) => `<!-- /bench ${name} -->`;

/** What stands between the marks of this name. */
export function writtenPart(document: string, name: string): string {
  const start = document.indexOf(opening(name));
  const end = document.indexOf(closing(name));
  if (start < 0 || end < start) throw new Error(`The document has no marks for ${name}.`);
  return document.slice(start + opening(name).length, end).trim();
}

/** Puts text between the marks of this name in a file. */
export function writePart(path: string, name: string, text: string): void {
  const document = readFileSync(path, 'utf8');
  writtenPart(document, name);
  const [before, rest = ''] = document.split(opening(name));
  const after = rest.slice(rest.indexOf(closing(name)));
  writeFileSync(path, `${before}${opening(name)}\n\n${text.trim()}\n\n${after}`);
}
