import { Type } from 'typebox';
import { JobEvent, jobEventExample } from './job-event.ts';

/** CloudEvents 1.0 in its JSON batch format; of each event only `data` is read. */
const JobCloudEvent = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    id: Type.String({ minLength: 1 }),
    source: Type.String({ format: 'uri-reference' }),
    type: Type.String({ minLength: 1 }),
    data: JobEvent,
  },
  { title: 'JobCloudEvent', description: 'Other attributes of CloudEvents 1.0 may stand beside these.' },
);

export const CloudEventBatch = Type.Array(JobCloudEvent, {
  title: 'CloudEventBatch',
  examples: [
    [
      {
        specversion: '1.0',
        id: '8d6f1c1e-3b0a-4c55-9a4d-8f1b1c0d2e3f',
        source: '/print-servers/cups-01',
        type: 'print.job.completed',
        data: jobEventExample,
      },
    ],
  ],
});
