/** A text as a literal of ClickHouse's SQL: servers of 2018 know no parameters, so all of them get it in this way. */
export function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
