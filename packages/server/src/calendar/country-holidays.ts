import { dayMs } from '../kit/instant.ts';
import { addDays } from '../kit/zone.ts';

/** Of which public holidays are asked for: ISO 3166-1, and what ISO 3166-2 says after it. */
export interface Place {
  readonly country: string;
  readonly subdivision: string | null;
}

interface CountryHoliday {
  readonly date: string;
  /** In English. */
  readonly name: string;
}

/**
 * The public holidays of a place, from one date to another, both included. What is free for banks or schools alone is none
 * of them, nor is half a day that is free after noon.
 */
export async function countryHolidays(
  { country, subdivision }: Place,
  from: string,
  to: string,
): Promise<readonly CountryHoliday[]> {
  const [state, region] = subdivision?.split('-') ?? [];
  const place = { country, ...(state && { state }), ...(region && { region }) };
  const Holidays = await collection();
  const holidays = new Holidays(place);
  const found: CountryHoliday[] = [];
  // Those of the last days of a year may last into the next.
  for (let year = yearOf(from) - 1; year <= yearOf(to); year++) {
    for (const { type, date, name, start, end } of holidays.getHolidays(year, 'en')) {
      const hour = Number(date.slice(11, 13));
      if (type !== 'public' || hour >= 12) continue;
      const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
      for (let day = 0; day < days; day++) found.push({ date: addDays(date.slice(0, 10), day), name });
    }
  }
  return found.filter(({ date }) => date >= from && date <= to);
}

/** What of a place is not known, and what may stand instead; null: all of it is known. */
export async function findUnknownPlace({ country, subdivision }: Place): Promise<{
  readonly field: keyof Place;
  readonly known: readonly string[];
} | null> {
  const Holidays = await collection();
  const holidays = new Holidays();
  const countries = Object.keys(holidays.getCountries());
  if (!countries.includes(country)) return { field: 'country', known: countries };
  if (subdivision === null) return null;
  // Of what is not divided any further nothing is answered, whatever the types say.
  const states = Object.keys(holidays.getStates(country) ?? {});
  const regions = states.flatMap((state) =>
    Object.keys(holidays.getRegions(country, state) ?? {}).map((region) => `${state}-${region}`),
  );
  return [...states, ...regions].includes(subdivision) ? null : { field: 'subdivision', known: states };
}

/** Loaded with the first that asks: it takes 0.1 s and 40 MB. */
async function collection() {
  return (await import('date-holidays')).default;
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}
