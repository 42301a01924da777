import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every document written by hand, by its path from the root. */
export const documents = globSync(['*.md', 'docs/*.md', 'docs/{guide,adr}/*.md'], { cwd: root }).sort();

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Targets of the links that stay within the repository: the file from the root, and the heading if one is named. */
export function localLinks(path: string): { readonly file: string; readonly heading: string | undefined }[] {
  return [...textOf(path).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [name = '', heading] = target.split('#');
      return { file: name === '' ? path : join(dirname(path), name), heading };
    });
}

/** The anchors of a document's headings, as GitHub makes them. */
export function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

/** What stands between single backticks in running text. */
export function codeSpans(text: string): string[] {
  const prose = text.replaceAll(/^```.*?^```$/gms, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}
