/** What organizations of the simulator are like. */
export interface PlaceKind {
  readonly name: string;
  /** How busy each hour of the day is, from 0 to 1. */
  readonly workday: readonly number[];
  readonly weekend: readonly number[];
  /** Whether nobody comes in school vacations. */
  readonly vacations: boolean;
  /** Jobs in the busiest hours, of organizations small to large. */
  readonly sizes: readonly number[];
}

const shut = Array.from({ length: 24 }, () => 0);

export const placeKinds: readonly PlaceKind[] = [
  {
    name: 'office',
    workday: hours({
      7: 0.2,
      8: 0.7,
      9: 1,
      10: 1,
      11: 0.9,
      12: 0.5,
      13: 0.7,
      14: 0.9,
      15: 0.9,
      16: 0.7,
      17: 0.3,
      18: 0.1,
    }),
    weekend: shut,
    vacations: false,
    sizes: [4, 25, 300],
  },
  {
    name: 'school',
    workday: hours({
      6: 0.1,
      7: 0.9,
      8: 0.7,
      9: 0.9,
      10: 0.8,
      11: 0.7,
      12: 0.6,
      13: 0.4,
      14: 0.3,
      15: 0.2,
      16: 0.1,
    }),
    weekend: shut,
    vacations: true,
    sizes: [8, 60],
  },
  {
    name: 'hospital',
    workday: [
      0.25, 0.2, 0.2, 0.2, 0.25, 0.35, 0.7, 1, 1, 1, 0.95, 0.85, 0.8, 0.85, 0.85, 0.8, 0.7, 0.6, 0.55, 0.5,
      0.45, 0.4, 0.35, 0.3,
    ],
    weekend: [
      0.2, 0.2, 0.2, 0.2, 0.2, 0.25, 0.45, 0.55, 0.55, 0.55, 0.5, 0.5, 0.45, 0.45, 0.45, 0.45, 0.4, 0.4, 0.35,
      0.35, 0.35, 0.3, 0.3, 0.25,
    ],
    vacations: false,
    sizes: [30, 400],
  },
];

/** Public holidays and the vacations of one German Land, from September 2025 until May 2026. */
export const holidays: readonly string[] = [
  ...['2025-10-03', '2025-12-25', '2025-12-26', '2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01'],
];
export const vacations: readonly (readonly [first: string, last: string])[] = [
  ['2025-10-20', '2025-11-01'],
  ['2025-12-22', '2026-01-02'],
  ['2026-02-02', '2026-02-03'],
  ['2026-03-30', '2026-04-10'],
];

function hours(busy: Readonly<Record<number, number>>): readonly number[] {
  return shut.map((none, hour) => busy[hour] ?? none);
}
