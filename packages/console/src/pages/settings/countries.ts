/** Of the codes that name no country but several, or none. */
const noCountries = ['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'];
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

export interface Country {
  readonly code: string;
  readonly name: string;
}

/** All that the browser has a name for, by name. */
export function countriesIn(locale: string): readonly Country[] {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return codes
    .flatMap((code) => {
      const name = noCountries.includes(code) || !isToday(code) ? undefined : names.of(code);
      return name === undefined ? [] : [{ code, name }];
    })
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}

/** Countries that are no more have the names of those that followed them. */
function isToday(code: string): boolean {
  return Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
}
