import { describe, expect, it } from 'vitest';
import { Clickhouse, whyNoClickhouse } from '../../../../../test/support/clickhouse.ts';
import { examineClickhouse } from './examine.ts';

const lacking = whyNoClickhouse();

describe.skipIf(lacking)(lacking ?? 'a ClickHouse that is examined', () => {
  it('answers, or is told with why not, and without its password', async () => {
    await using clickhouse = await Clickhouse.start();
    expect(await examineClickhouse(clickhouse.database())).toMatchObject({
      verdict: 'well',
      text: expect.stringMatching(/^\d+\.\d+\S* answers/),
    });
    for (const [url, why] of [
      ['http://me:hunter2@127.0.0.1:1/platen', 'ECONNREFUSED'],
      [`http://me:hunter2@${clickhouse.host}/platen`, 'Unknown user me'],
    ] as const) {
      const finding = await examineClickhouse(url);
      expect(finding).toMatchObject({ verdict: 'fault', text: expect.stringContaining(why) });
      expect(JSON.stringify(finding)).not.toContain('hunter2');
    }
  });
});
