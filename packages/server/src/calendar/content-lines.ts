/** A line of an iCalendar text (RFC 5545, 3.1): `NAME;PARAMETER=VALUE:VALUE`. */
export interface ContentLine {
  /** In upper case. */
  readonly name: string;
  /** By name in upper case, without quotes. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

/** The lines of a text, put together where they were folded. What is no such line is left out. */
export function contentLines(text: string): readonly ContentLine[] {
  const unfolded = text.replace(/\r\n|\r/g, '\n').replace(/\n[ \t]/g, '');
  return unfolded.split('\n').flatMap((line) => readLine(line) ?? []);
}

const parts = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/;
const eachParameter = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)/g;

function readLine(line: string): ContentLine | undefined {
  const [, name, parameters, value] = parts.exec(line) ?? [];
  if (name === undefined || parameters === undefined || value === undefined) return undefined;
  return {
    name: name.toUpperCase(),
    parameters: new Map(
      [...parameters.matchAll(eachParameter)].map(([, key = '', given = '']) => [
        key.toUpperCase(),
        given.replaceAll('"', ''),
      ]),
    ),
    value,
  };
}

/** A text as people wrote it (RFC 5545, 3.3.11), on one line. */
export function plainText(value: string): string {
  return value
    .replace(/\\([\\;,nN])/g, (_, escaped: string) => (escaped.toLowerCase() === 'n' ? ' ' : escaped))
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}
