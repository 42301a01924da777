import type { DiagnosisVerdict, StatusCode } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { type AnomalyEvidence, diagnose, type TypeEvidence } from './diagnose.ts';

const vendorSince = 1_000;
const began = 5_000;

const a = (
  type: TypeEvidence['type'],
  vendor: StatusCode,
  fields: Partial<TypeEvidence> = {},
): TypeEvidence => ({
  type,
  vendor,
  show: 'as_usual',
  silentSince: null,
  lately: 12,
  ...fields,
});

const an = (
  kind: AnomalyEvidence['kind'],
  type: AnomalyEvidence['type'],
  since = began,
): AnomalyEvidence => ({
  kind,
  type,
  since,
  pValue: 0.0001,
  sentence: 'Something is unusual.',
});

const quiet = { lately: 0 };
const learning = { show: 'learning' } as const;
const unheard = { show: 'no_data', silentSince: 3_000, lately: 0 } as const;

type Case = [
  name: string,
  region: StatusCode,
  types: TypeEvidence[],
  anomalies: AnomalyEvidence[],
  verdict: DiagnosisVerdict,
  since: number | null,
  about: TypeEvidence['type'][],
];

describe('whose trouble it is', () => {
  it.each<Case>([
    ['all is well', 'operational', [a('print', 'operational')], [], 'operational', vendorSince, ['print']],
    [
      'the night is quiet',
      'operational',
      [a('print', 'operational', quiet)],
      [],
      'operational',
      vendorSince,
      ['print'],
    ],
    [
      'nothing is known yet of what is usual',
      'operational',
      [a('print', 'operational', learning)],
      [],
      'operational',
      vendorSince,
      ['print'],
    ],
    [
      'there is more than usual',
      'operational',
      [a('print', 'operational')],
      [an('spike', 'print')],
      'operational',
      vendorSince,
      ['print'],
    ],

    [
      'jobs fail to come where the vendor is well',
      'operational',
      [a('print', 'operational')],
      [an('silence', 'print')],
      'local_problem',
      began,
      ['print'],
    ],
    [
      'jobs of one type fail, of others not',
      'operational',
      [a('print', 'operational'), a('scan', 'operational')],
      [an('failure', 'scan')],
      'local_problem',
      began,
      ['scan'],
    ],
    [
      'the vendor has trouble with other jobs',
      'partial_outage',
      [a('print', 'operational'), a('scan', 'partial_outage')],
      [an('drop', 'print')],
      'local_problem',
      began,
      ['print'],
    ],
    [
      'two things began one after the other',
      'operational',
      [a('print', 'operational')],
      [an('failure', 'print', 7_000), an('drop', 'print', 6_000)],
      'local_problem',
      6_000,
      ['print'],
    ],
    [
      'jobs of all types together are fewer',
      'operational',
      [a('print', 'operational'), a('scan', 'operational')],
      [an('drop', null)],
      'local_problem',
      began,
      ['print', 'scan'],
    ],

    [
      'the vendor is down, and jobs show it',
      'major_outage',
      [a('print', 'major_outage')],
      [an('silence', 'print')],
      'vendor_outage',
      vendorSince,
      ['print'],
    ],
    [
      'the vendor is slow, and people give up',
      'degraded_performance',
      [a('print', 'degraded_performance')],
      [an('abandonment', 'print', 500)],
      'vendor_outage',
      500,
      ['print'],
    ],
    [
      'the vendor works on it, and nothing comes',
      'under_maintenance',
      [a('print', 'under_maintenance')],
      [an('silence', 'print')],
      'vendor_outage',
      vendorSince,
      ['print'],
    ],
    [
      'the vendor is down with one of two that are unusual',
      'partial_outage',
      [a('print', 'partial_outage'), a('scan', 'operational')],
      [an('silence', 'print'), an('drop', 'scan')],
      'vendor_outage',
      vendorSince,
      ['print'],
    ],
    [
      'the vendor is down, and nobody tells of jobs',
      'major_outage',
      [a('print', 'major_outage', unheard)],
      [],
      'vendor_outage',
      vendorSince,
      ['print'],
    ],
    [
      'the vendor is down, and nothing is known of what is usual',
      'major_outage',
      [a('print', 'major_outage', learning)],
      [],
      'vendor_outage',
      vendorSince,
      ['print'],
    ],
    ['the vendor is down, and there is no source', 'major_outage', [], [], 'vendor_outage', vendorSince, []],

    [
      'the vendor tells of an outage that jobs do not show',
      'partial_outage',
      [a('print', 'partial_outage')],
      [],
      'unclear',
      vendorSince,
      ['print'],
    ],
    [
      'the vendor is down and jobs are more than usual',
      'partial_outage',
      [a('print', 'partial_outage')],
      [an('spike', 'print')],
      'unclear',
      vendorSince,
      ['print'],
    ],
    [
      'jobs are unusual, and the vendor says nothing',
      'unknown',
      [a('print', 'unknown')],
      [an('silence', 'print')],
      'unclear',
      began,
      ['print'],
    ],
    [
      'nobody says anything, and nothing comes',
      'unknown',
      [a('print', 'unknown', quiet)],
      [],
      'unclear',
      vendorSince,
      ['print'],
    ],
    [
      'the vendor says nothing, and little is known',
      'unknown',
      [a('print', 'unknown', learning)],
      [],
      'unclear',
      vendorSince,
      ['print'],
    ],
    [
      'the vendor says nothing, and jobs come as usual',
      'unknown',
      [a('print', 'unknown')],
      [],
      'operational',
      vendorSince,
      ['print'],
    ],
    [
      'the vendor is slow, and jobs do not show it',
      'degraded_performance',
      [a('print', 'degraded_performance')],
      [],
      'operational',
      vendorSince,
      ['print'],
    ],

    [
      'no source is heard',
      'operational',
      [a('print', 'operational', unheard)],
      [],
      'no_data',
      3_000,
      ['print'],
    ],
    [
      'the last of two sources fell silent',
      'operational',
      [a('print', 'operational', unheard), a('scan', 'operational', { ...unheard, silentSince: 4_000 })],
      [],
      'no_data',
      4_000,
      ['print', 'scan'],
    ],
    ['there is no source', 'operational', [], [], 'no_data', null, []],
    [
      'one of two types is not told of',
      'operational',
      [a('print', 'operational'), a('scan', 'operational', unheard)],
      [],
      'operational',
      vendorSince,
      ['print'],
    ],
  ])('when %s', (_, region, types, anomalies, verdict, since, about) => {
    const vendor = { status: region, since: vendorSince };
    expect(diagnose({ vendor, types, anomalies })).toEqual({ verdict, since, types: about });
  });
});
