import { describe, expect, it } from 'vitest';
import { systemActor } from '../../access/index.ts';
import { giveAnomalyFeedback } from './anomalies.ts';
import { type Coming, openOffice, usual } from './office.fixture.ts';

const at = (time: string) => Date.parse(`2026-11-${time}:00Z`);
/** One device prints nothing from then on, until it does again. */
const deadQueue =
  (from: string, to = '30T00:00', dead = 'mfp-2'): Coming =>
  (device, each) =>
    device === dead && each >= at(from) && each < at(to) ? 0 : usual(device, each);

describe('anomalies', () => {
  it('are none while jobs come as they do every week, nights and a weekend included', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-30T00:00:00Z', usual);
    expect(await office.anomalies()).toEqual([]);
    expect(office.faults).toEqual([]);
  });

  it('are a silence of the device whose queue is dead, until it prints again', async () => {
    await using office = await openOffice();
    const dead = deadQueue('24T10:00', '24T13:00');
    await office.pass('2026-11-24T12:00:00Z', dead);
    const [found, ...others] = await office.anomalies();
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      job_type: 'print',
      device: 'mfp-2',
      source: null,
      open: true,
      since: '2026-11-24T10:00:00Z',
      kind: 'silence',
      observed: 0,
      maturity: 'hour_of_week',
      feedback: null,
    });
    expect(Date.parse(found?.opened_at ?? '')).toBeLessThanOrEqual(at('24T11:30'));
    expect(found?.sentence).toMatch(
      /^Print jobs on mfp-2: No job has come since 10:00 on 2026-11-24 \(UTC\), /,
    );
    await office.pass('2026-11-24T14:15:00Z', dead);
    expect(await office.anomalies()).toMatchObject([{ open: false, closed_because: 'over' }]);
    await office.pass('2026-11-25T14:00:00Z', dead);
    expect(await office.anomalies()).toHaveLength(1);
  });

  it('are one of the type where all devices are concerned, with what most of it comes from', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-24T12:00:00Z', (device, each) =>
      each >= at('24T10:00') ? 0 : usual(device, each),
    );
    expect(await office.anomalies()).toMatchObject([
      {
        job_type: 'print',
        device: null,
        kind: 'silence',
        contributing: [{ name: 'mfp-1' }, { name: 'mfp-2' }],
      },
    ]);
  });

  it('are a spike of a device with four times the jobs', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-24T11:00:00Z', (device, each) =>
      device === 'mfp-1' && each >= at('24T10:00') ? 60 : usual(device, each),
    );
    expect(await office.anomalies()).toMatchObject([{ device: 'mfp-1', kind: 'spike', open: true }]);
  });

  it('are abandonment where many are given up that usually are not, with how long jobs waited', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-24T12:00:00Z', (device, each) => {
      const jobs = usual(device, each);
      return { jobs, givenUp: each >= at('24T10:00') ? Math.round(jobs / 3) : 0 };
    });
    const [found, ...others] = await office.anomalies();
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: 'abandonment', device: null, open: true });
    expect(found?.observed).toBeGreaterThan(0.2);
  });

  it('are none of what nobody has told of: a source that is not heard has no data, and so has its time', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-24T10:00:00Z', usual);
    await office.pass('2026-11-24T13:00:00Z', null);
    expect(await office.anomalies()).toEqual([]);
    await office.pass('2026-11-24T17:00:00Z', usual);
    expect(await office.anomalies()).toEqual([]);
  });

  it('are judged late where a source tells late of what has come meanwhile', async () => {
    await using office = await openOffice();
    const dead = deadQueue('24T10:00', '24T12:30');
    await office.pass('2026-11-24T10:00:00Z', dead);
    await office.pass('2026-11-24T13:00:00Z', null);
    await office.tell(at('24T10:00'), at('24T13:00'), dead);
    await office.advance();
    await office.pass('2026-11-24T14:00:00Z', dead);
    expect(await office.anomalies()).toMatchObject([
      { device: 'mfp-2', since: '2026-11-24T10:00:00Z', open: false },
    ]);
  });

  it('are closed as corrected when jobs that are told late show that there was none', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-24T11:30:00Z', deadQueue('24T10:00'));
    expect(await office.anomalies()).toMatchObject([{ open: true }]);
    await office.tell(at('24T10:00'), at('24T11:30'), usual);
    await office.pass('2026-11-24T12:30:00Z', usual);
    expect(await office.anomalies()).toMatchObject([
      { open: false, closed_because: 'corrected', closed_at: '2026-11-24T11:30:00Z' },
    ]);
  });

  it('say what went on at the time', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-24T10:00:00Z', usual);
    const { id } = await office.incident();
    await office.pass('2026-11-24T12:00:00Z', (device, each) =>
      each >= at('24T10:00') ? 0 : usual(device, each),
    );
    const [found] = await office.anomalies();
    expect(found).toMatchObject({ explained_by: [{ kind: 'incident', name: 'Printing is down' }] });
    expect(found?.sentence).toMatch(/perhaps by reason of Printing is down\.$/);
    await office.resolve(id);
  });

  it('are not learned by where an incident was the reason', async () => {
    const busy: Coming = (device, each) => Math.round(usual(device, each) * 1.4);
    const expected = async (isTold: boolean) => {
      await using office = await openOffice();
      await office.pass('2026-11-24T07:00:00Z', usual);
      if (isTold) await office.incident();
      await office.pass('2026-11-24T19:00:00Z', busy);
      return (await office.expected('2026-12-01T10:00:00Z'))?.expected ?? Number.NaN;
    };
    expect(await expected(true)).toBeLessThan(await expected(false));
  });

  it('are of the past where months are learned at once, and over', async () => {
    await using office = await openOffice(['mfp-1', 'mfp-2'], (device, each) =>
      device === 'mfp-2' &&
      each >= Date.parse('2026-11-17T10:00:00Z') &&
      each < Date.parse('2026-11-17T15:00:00Z')
        ? 0
        : usual(device, each),
    );
    expect(await office.anomalies()).toMatchObject([
      { device: 'mfp-2', kind: 'silence', open: false, since: '2026-11-17T10:00:00Z' },
    ]);
  });
});

describe('a history that is told of later', () => {
  it('is learned anew, and ends what was found without it', async () => {
    const half: Coming = (device, each) =>
      each < Date.parse('2026-11-17T00:00:00Z') ? 0 : usual(device, each);
    await using office = await openOffice(['mfp-1', 'mfp-2'], half);
    const known = async () => {
      const stats = await office.expected('2026-11-24T10:00:00Z');
      return stats?.maturity;
    };
    await office.pass('2026-11-23T08:00:00Z', usual);
    expect(await known()).toBe('hour_of_day');
    await office.tell(Date.parse('2026-10-26T00:00:00Z'), Date.parse('2026-11-17T00:00:00Z'), usual);
    await office.pass('2026-11-24T08:30:00Z', usual);
    expect(await known()).toBe('hour_of_week');
    expect((await office.anomalies()).filter(({ open }) => open)).toEqual([]);
    await office.pass('2026-11-24T12:00:00Z', deadQueue('24T10:00'));
    expect((await office.anomalies()).filter(({ open }) => open)).toMatchObject([{ device: 'mfp-2' }]);
  });
});

describe('what people say of an anomaly', () => {
  /** A run of 60 jobs a quarter, on a Tuesday and on the Tuesday after. */
  const run = (device: string, each: number) =>
    device === 'mfp-1' && [24, 1].includes(new Date(each).getUTCDate()) && new Date(each).getUTCHours() === 10
      ? 60
      : usual(device, each);

  it('is learned where it was expected: it is not told the next time', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-24T23:00:00Z', run);
    const [found] = await office.anomalies();
    expect(found).toMatchObject({ kind: 'spike', open: false });
    const opinion = { opinion: 'expected', comment: 'Payslips' } as const;
    const said = await giveAnomalyFeedback(
      office.alerts,
      systemActor,
      office.orgId,
      found?.id ?? '',
      opinion,
    );
    expect(said.feedback).toMatchObject({ opinion: 'expected', comment: 'Payslips', by: 'system' });
    await office.pass('2026-12-01T13:00:00Z', run);
    expect(await office.anomalies()).toHaveLength(1);
  });

  it('is told again the next time where nobody has said so', async () => {
    await using office = await openOffice();
    await office.pass('2026-12-01T13:00:00Z', run);
    expect(await office.anomalies()).toHaveLength(2);
  });

  it('is not found where there is no such anomaly', async () => {
    await using office = await openOffice();
    await expect(
      giveAnomalyFeedback(office.alerts, systemActor, office.orgId, 'ano_none', { opinion: 'noise' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
