import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(
  import.meta.resolve('../real/readers/node_modules/statuspage.io/dist/index.js'),
);

/** Why the client cannot be run here; undefined when it can. */
export function whyNoStatuspageClient(): string | undefined {
  return existsSync(program) ? undefined : 'npm ci was not run in test/real/readers';
}

/** What we use of the client's interface. */
interface StatuspageClient {
  setApiUrl(url: string): void;
  readonly api: {
    getComponents(): Promise<unknown>;
    getStatus(): Promise<unknown>;
    getSummary(): Promise<unknown>;
    readonly incidents: { getAll(): Promise<unknown>; getUnresolved(): Promise<unknown> };
    readonly scheduledMaintenances: { getUpcoming(): Promise<unknown> };
  };
}

/** The client of Statuspage that people have in use, as it is, reading the page at a URL. */
export async function statuspageClient(url: string): Promise<StatuspageClient['api']> {
  const { Statuspage } = (await import(program)) as { Statuspage: new (pageId: string) => StatuspageClient };
  const client = new Statuspage('any');
  client.setApiUrl(url);
  return client.api;
}
