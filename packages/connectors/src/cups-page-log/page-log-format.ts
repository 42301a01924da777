import { invalidField } from '@platen/contract';

/** What cupsd logs when `PageLogFormat` is set to the one that its manual gives. */
export const usualFormat =
  '%p %u %j %T %P %C %{job-billing} %{job-originating-host-name} %{job-name} %{media} %{sides}';

/** The texts of one line, by directive; absent what the format does not name. */
export interface PageLogTexts {
  readonly printer: string;
  readonly user?: string;
  readonly id: string;
  readonly time: string;
  readonly page: string;
  readonly count: string;
  readonly created?: string;
  readonly processed?: string;
  readonly sides?: string;
}

interface Field {
  readonly name: keyof PageLogTexts;
  readonly pattern: string;
}

/** Directives whose text is read. A printer's name has no spaces; a user's may. */
const fields: Readonly<Record<string, Field>> = {
  '%p': { name: 'printer', pattern: '[^\\s\\p{Cc}]{1,128}?' },
  '%u': { name: 'user', pattern: '.*?' },
  '%j': { name: 'id', pattern: '\\d{1,10}' },
  '%T': { name: 'time', pattern: '\\[[^\\]]{26,33}\\]' },
  '%P': { name: 'page', pattern: 'total|\\d{1,10}' },
  '%C': { name: 'count', pattern: '\\d{1,10}' },
  '%{time-at-creation}': { name: 'created', pattern: '\\d{1,10}|-' },
  '%{time-at-processing}': { name: 'processed', pattern: '\\d{1,10}|-' },
  '%{sides}': { name: 'sides', pattern: '\\S*' },
};

const required = ['%p', '%j', '%T', '%P', '%C'] as const;

type Part = { readonly literal: string } | { readonly directive: string };

/**
 * Compiles a `PageLogFormat` into a reader of its lines: the texts, or undefined for a line that has not the form.
 *
 * cupsd quotes nothing, so a title may look like anything, even like a whole line. Whatever is not read (title,
 * billing, host, media) is therefore one gap between what is read on its left and what is read on its right.
 */
export function compilePageLogFormat(format: string): (line: string) => PageLogTexts | undefined {
  const parts = partsOf(format);
  for (const directive of required) {
    if (!parts.some((part) => 'directive' in part && part.directive === directive)) {
      throw wrongFormat(
        `has no \`${directive}\``,
        'Set `PageLogFormat` in cupsd.conf to one that has `%p %j %T %P %C`, and give the same here.',
      );
    }
  }
  const line = new RegExp(`^${patternOf(parts)}$`, 'su');
  return (text) => line.exec(text)?.groups as unknown as PageLogTexts | undefined;
}

function partsOf(format: string): Part[] {
  const parts: Part[] = [];
  for (const match of format.matchAll(/%\{[^}]*\}|%.?|[^%]+/gsu)) {
    const [text] = match;
    const place = `at character ${match.index + 1}: \`${text}\``;
    const before = parts.at(-1);
    if (!text.startsWith('%')) parts.push({ literal: text });
    else if (text === '%%') parts.push({ literal: '%' });
    else if (!(text in fields || /^%\{[\w.-]+\}$/.test(text))) {
      throw wrongFormat(
        `has an unknown directive ${place}`,
        'Directives are `%p %u %j %T %P %C`, `%{attribute-name}` and `%%`.',
      );
    } else if (before && 'directive' in before) {
      throw wrongFormat(
        `has nothing between two directives ${place}`,
        'Where one value ends and the next begins cannot be told: put a space between them in cupsd.conf too.',
      );
    } else parts.push({ directive: text });
  }
  return parts;
}

function patternOf(parts: readonly Part[]): string {
  const named = new Set<string>();
  const patterns: string[] = [];
  let gap: Part[] = [];
  const closeGap = () => {
    if (gap.some((part) => 'directive' in part)) patterns.push(...gapPattern(gap));
    else patterns.push(...gap.map(literalPattern));
    gap = [];
  };
  for (const part of parts) {
    const field = 'directive' in part ? fields[part.directive] : undefined;
    if (!field) {
      gap.push(part);
      continue;
    }
    closeGap();
    patterns.push(named.has(field.name) ? `\\k<${field.name}>` : `(?<${field.name}>${field.pattern})`);
    named.add(field.name);
  }
  closeGap();
  return patterns.join('');
}

/** Literals at the edges of a gap stay; between them anything may stand. */
function gapPattern(gap: readonly Part[]): string[] {
  const first = gap.findIndex((part) => 'directive' in part);
  const last = gap.findLastIndex((part) => 'directive' in part);
  return [...gap.slice(0, first).map(literalPattern), '.*', ...gap.slice(last + 1).map(literalPattern)];
}

function literalPattern(part: Part): string {
  return 'literal' in part ? part.literal.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : '';
}

function wrongFormat(message: string, fix: string) {
  return invalidField('options.format', message, fix);
}
