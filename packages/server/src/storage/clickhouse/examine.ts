import { type Finding, fault, well } from '../examine/finding.ts';
import { parseAddress } from './address.ts';
import { Server } from './server.ts';

/** Looks whether ClickHouse answers. */
export async function examineClickhouse(url: string): Promise<Finding> {
  const subject = 'ClickHouse';
  try {
    await using server = new Server(parseAddress(url));
    const [[version] = []] = await server.rows('select version()');
    return well(subject, `${version} answers. Its counts are not compared with its jobs here.`);
  } catch (error) {
    const cause = ((error as Error).cause ?? error) as Error & { code?: string };
    return fault(
      subject,
      `it cannot be asked: ${cause.message.split('\n')[0] || cause.code}.`,
      'Start it, or correct CLICKHOUSE_URL; servers answer 503 until then.',
    );
  }
}
