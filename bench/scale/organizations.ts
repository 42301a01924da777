import { Random } from './random.ts';

/**
 * What is assumed of organizations. Sizes are log-normal: most are small, a few have a large part of the jobs. A source
 * is a print server or an agent; a poller, something that asks for the status; a dashboard, something that asks for
 * `/job-stats` of a day while people work.
 */
export const assumed = {
  jobsOfWorkingDay: { median: 100, sigma: 1.6, most: 200_000 },
  jobsOfDevice: 60,
  devicesOfSource: 40,
  eventsOfJob: 1.25,
  /** A source that has something to tell gathers it this long. */
  gatherSeconds: 10,
  pollers: 1.5,
  dashboards: 0.3,
  streams: 0.3,
  pollSeconds: { calm: 60, incident: 15, dashboard: 60 },
  weekend: 0.06,
  /** Of the jobs of a working day, by the hour from midnight. */
  hours: [1, 1, 1, 1, 2, 4, 12, 40, 85, 100, 98, 90, 60, 72, 88, 80, 62, 38, 18, 10, 6, 4, 2, 2],
  /** Shares of the organizations of a region by how many hours their clocks are ahead of the first. */
  zones: [0.25, 0.6, 0.15],
} as const;

/** What organizations of one region ask for. */
export interface Demand {
  readonly organizations: number;
  readonly jobsADay: number;
  readonly devices: number;
  /** In the busiest hour of the week. */
  readonly peak: Peak;
}

export interface Peak {
  readonly events: number;
  readonly posts: number;
  readonly polls: number;
  readonly incidentPolls: number;
  readonly dashboards: number;
  readonly streams: number;
}

/** Draws so many organizations, and adds up what they do in a second of the busiest hour. */
export function demandOf(organizations: number, seed = 1): Demand {
  const random = new Random(seed);
  const { jobsOfWorkingDay, jobsOfDevice, devicesOfSource, eventsOfJob, gatherSeconds } = assumed;
  const share = busiestShare();
  const sum = { jobs: 0, devices: 0, posts: 0 };
  for (let i = 0; i < organizations; i++) {
    const { median, sigma, most } = jobsOfWorkingDay;
    const jobs = Math.min(random.logNormal(median, sigma), most);
    const devices = Math.max(1, Math.round(jobs / jobsOfDevice));
    const sources = Math.ceil(devices / devicesOfSource);
    const eventsPerGathering = (jobs * eventsOfJob * share * gatherSeconds) / 3600 / sources;
    sum.jobs += jobs;
    sum.devices += devices;
    // Of a source with Poisson events, whether there are any in a gathering.
    sum.posts += (sources * (1 - Math.exp(-eventsPerGathering))) / gatherSeconds;
  }
  const { pollers, dashboards, streams, pollSeconds, weekend } = assumed;
  return {
    organizations,
    jobsADay: (sum.jobs * (5 + 2 * weekend)) / 7,
    devices: sum.devices,
    peak: {
      events: (sum.jobs * eventsOfJob * share) / 3600,
      posts: sum.posts,
      polls: (organizations * pollers) / pollSeconds.calm,
      incidentPolls: (organizations * pollers) / pollSeconds.incident,
      dashboards: (organizations * dashboards) / pollSeconds.dashboard,
      streams: organizations * streams,
    },
  };
}

/** The part of a working day's jobs that comes in the region's busiest hour, the zones laid over one another. */
function busiestShare(): number {
  const { hours, zones } = assumed;
  const total = hours.reduce((sum, weight) => sum + weight, 0);
  const atHour = (hour: number) =>
    zones.reduce((sum, zone, ahead) => sum + zone * (hours[(hour + ahead) % 24] ?? 0), 0);
  return Math.max(...hours.map((_, hour) => atHour(hour))) / total;
}
