/**
 * The fields of one row, or undefined when a quoted field is not closed. `""` in a quoted field is a quotation mark;
 * so is one that neither a comma nor the end of the row follows, because titles are not always escaped.
 */
export function parseRow(row: string): string[] | undefined {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const end = row.charAt(at) === '"' ? endOfQuoted(row, at) : endOfBare(row, at);
    if (end === undefined) return undefined;
    const raw = row.slice(at, end);
    fields.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === row.length) return fields;
    at = end + 1;
  }
}

function endOfBare(row: string, from: number): number {
  const comma = row.indexOf(',', from);
  return comma === -1 ? row.length : comma;
}

function endOfQuoted(row: string, from: number): number | undefined {
  let quote = row.indexOf('"', from + 1);
  while (quote !== -1) {
    const next = row.charAt(quote + 1);
    if (next === ',' || next === '') return quote + 1;
    quote = row.indexOf('"', next === '"' ? quote + 2 : quote + 1);
  }
  return undefined;
}
