import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { event, useRooms } from './jobs-room.fixture.ts';

const room = useRooms();

describe('a large batch', () => {
  it('lets others in between while it is read, and is taken whole', async () => {
    const { jobs, sendTo, stats } = room();
    let turnsOfOthers = 0;
    let isReading = true;
    const others = async () => {
      for (; isReading; turnsOfOthers++) await setImmediate();
    };
    const store: typeof jobs.store = {
      ...jobs.store,
      ingest(orgId, batch) {
        isReading = false;
        return jobs.store.ingest(orgId, batch);
      },
    };
    const events = Array.from({ length: 5_000 }, () => event());
    const sent = sendTo({ ...jobs, store }, [...events, 'not an event']);
    await others();
    expect(await sent).toMatchObject({ accepted: 5_000, rejected: [{ index: 5_000 }] });
    expect(turnsOfOthers).toBeGreaterThanOrEqual(10);
    expect((await stats()).totals?.submitted).toBe(5_000);
  });

  it('waits for nobody when it is not large', () => {
    const { jobs, sendTo } = room();
    let isHandedOver = false;
    const store: typeof jobs.store = {
      ...jobs.store,
      ingest(orgId, batch) {
        isHandedOver = true;
        return jobs.store.ingest(orgId, batch);
      },
    };
    const sent = sendTo({ ...jobs, store }, [event()]);
    expect(isHandedOver).toBe(true);
    return sent;
  });
});
