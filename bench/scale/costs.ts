import type { Demand } from './organizations.ts';
import type { Kind } from './queue.ts';

export const engineNames = ['SQLite', 'PostgreSQL', 'ClickHouse'] as const;
export type EngineName = (typeof engineNames)[number];

/** What the bench has measured, by the names in bench/measured.json. */
export type Constants = Readonly<Record<string, number>>;

/** Server processes and databases are planned to be this busy in the worst second that is foreseen. */
const plannedLoad = 0.5;
/** Streams that a server lets be open, unless told otherwise. */
const streamsOfServer = 2_000;
/** Jobs lie as they come: nearer to live than to spread, which is one job of a device in a quarter of an hour. */
const spreadShare = 0.5;

export interface Costs {
  /** What holds a server's thread in the busiest second, calm and with an incident. */
  readonly calm: readonly Kind[];
  readonly incident: readonly Kind[];
  readonly servers: number;
  readonly databaseCores: number;
  readonly eventBytesADay: number;
  readonly countBytesADay: number;
  /** How much of what the measured machine can write is written in the busiest hour. */
  readonly writeLoad: number;
}

/** @throws Error when the engine was not measured. */
export function costsOn(engine: EngineName, demand: Demand, constants: Constants): Costs {
  const get = (name: string) => {
    const value = constants[name];
    if (value === undefined) throw new Error(`bench/measured.json has no "${name}".`);
    return value;
  };
  const { peak, jobsADay } = demand;
  const onServer = microsOf(engine, 'on the server', get);
  const inDatabase = microsOf(engine, 'in the database', get);
  const kinds = (polls: number): Kind[] => [
    { perSecond: polls, micros: get('authenticated 304, CPU µs') },
    { perSecond: peak.posts, micros: onServer.post + onServer.event * (peak.events / peak.posts) },
    { perSecond: peak.dashboards, micros: onServer.jobStats },
  ];
  const [calm, incident] = [kinds(peak.polls), kinds(peak.incidentPolls)];
  const { post, event, jobStats } = inDatabase;
  const databaseMicros = peak.posts * post + peak.events * event + peak.dashboards * jobStats;
  const needed = loadOf(incident) / plannedLoad;
  const bytes = (of: string) => {
    const [live, spread] = [get(`${engine}, live: ${of}, bytes`), get(`${engine}, spread: ${of}, bytes`)];
    return jobsADay * (live + (spread - live) * spreadShare);
  };
  const writesASecond = peak.events / get(`${engine}, live: events a second`);
  return {
    calm,
    incident,
    servers: Math.ceil(Math.max(needed, peak.streams / streamsOfServer, engine === 'SQLite' ? 1 : 2)),
    databaseCores: databaseMicros / 1e6 / plannedLoad,
    eventBytesADay: bytes('events of a job'),
    countBytesADay: bytes('counts of a job'),
    writeLoad: writesASecond + peak.posts / get(`${engine}: posts of one event, 64 at once, a second`),
  };
}

/** What a post costs besides its events, each of them, and a day of job stats; at one place, in microseconds. */
function microsOf(engine: EngineName, place: string, get: (name: string) => number) {
  const event = get(`${engine}, live: an event ${place}, CPU µs`);
  return {
    event,
    post: Math.max(0, get(`${engine}: a post of one event, 8 at once, ${place}, CPU µs`) - event),
    jobStats: get(`${engine}: a day of job-stats ${place}, CPU ms`) * 1000,
  };
}

/** How many threads it would keep busy. */
export function loadOf(kinds: readonly Kind[]): number {
  return kinds.reduce((sum, { perSecond, micros }) => sum + (perSecond * micros) / 1e6, 0);
}
