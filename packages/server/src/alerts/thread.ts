/**
 * Threads: what is one matter to whoever is told. All that is said of the status of a region is one, so that an outage
 * that is first measured and then announced is one ticket.
 */
export function statusThread(region: string): string {
  return `status ${region}`;
}

export function jobsThread(what: string): string {
  return `jobs ${what}`;
}

/** Whether what is told in `outage` explains what is told in `jobs`. */
export function explains(outage: string, jobs: string): boolean {
  return outage.startsWith(statusThread('')) && jobs.startsWith(jobsThread(''));
}
