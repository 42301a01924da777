/** Text of others, as we may tell it on. */

/** One line without markup or control characters, cut to what a name of ours may have. */
export function toLine(text: string, most = 200): string {
  return cut(
    withoutMarkup(text)
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
    most,
  );
}

/** Lines of text without markup or control characters, cut to what a body of ours may have. */
export function toBody(text: string, most = 20_000): string {
  const lines = withoutMarkup(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]+/gu, ' ')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n');
  return cut(lines.trim(), most);
}

/** Only what people can follow. */
export function toLink(text: string | null): string | null {
  return text !== null && text.length <= 2048 && /^https?:\/\//i.test(text) && URL.canParse(text)
    ? text
    : null;
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Some feeds write HTML into their texts; ours are plain, and escaped where they are shown. */
function withoutMarkup(text: string): string {
  return text
    .replace(/<br\s*\/?>|<\/(?:p|div|li|h\d)>/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(?:#(\d{1,7})|([a-z]+));/gi, (whole, code: string | undefined, name: string | undefined) => {
      if (code !== undefined) return Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : whole;
      return entities[(name ?? '').toLowerCase()] ?? whole;
    });
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // Not between the halves of a surrogate pair.
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
