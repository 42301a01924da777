import { type Static, Type } from 'typebox';
import { Closed, Count, Instant, Nullable, OneOf } from './primitives.ts';

const deliveryFields = {
  id: Type.String({
    description: 'Also the idempotency key by which the receiver can tell a repetition.',
    examples: ['dlv_01kay3gq6xj4f8h2t0v9w7c5nd'],
  }),
  channel_id: Type.String(),
  conversation_id: Nullable(Type.String({ description: 'The matter it belongs to; `null` for a test.' })),
  kind: OneOf(['firing', 'updated', 'repeated', 'resolved', 'test']),
  title: Type.String(),
  alert_ids: Type.Array(Type.String()),
  state: OneOf(['queued', 'delivered', 'failed', 'superseded'], {
    description: '`superseded`: it was over before it was told.',
  }),
  attempts: Count,
  reason: Nullable(Type.String({ description: 'Why the last attempt failed, or why there was none.' })),
  created_at: Instant,
  due_at: { ...Instant, description: 'When it is tried next, while it is queued.' },
  finished_at: Nullable(Instant),
};

const deliveryExample = {
  id: 'dlv_01kay3gq6xj4f8h2t0v9w7c5nd',
  channel_id: 'chn_01kaxkz4d2m8r6q1t3w5y7b9ce',
  conversation_id: 'cnv_01kay3gq6xj4f8h2t0v9w7c5nc',
  kind: 'firing',
  title: 'Partial Outage in eu',
  alert_ids: ['alt_01kay3gq6xj4f8h2t0v9w7c5nb'],
  state: 'delivered',
  attempts: 1,
  reason: null,
  created_at: '2026-11-23T08:02:11Z',
  due_at: '2026-11-23T08:02:11Z',
  finished_at: '2026-11-23T08:02:12Z',
};

export const Delivery = Closed(deliveryFields, { title: 'Delivery', examples: [deliveryExample] });
export type Delivery = Static<typeof Delivery>;

const Attempt = Closed(
  {
    number: { ...Count, minimum: 1 },
    at: Instant,
    duration_ms: Count,
    outcome: OneOf(['delivered', 'retry', 'refused']),
    status: Nullable(Type.Integer({ description: 'Of HTTP or SMTP; `null` where there was no answer.' })),
    request: Nullable(Type.String({ description: 'What was asked of whom, without secrets.' })),
    reason: Nullable(Type.String()),
  },
  { title: 'DeliveryAttempt' },
);

export const DeliveryWithAttempts = Closed(
  { ...deliveryFields, log: Type.Array(Attempt, { description: 'Oldest first.' }) },
  {
    title: 'DeliveryWithAttempts',
    examples: [
      {
        ...deliveryExample,
        log: [
          {
            number: 1,
            at: '2026-11-23T08:02:11Z',
            duration_ms: 212,
            outcome: 'delivered',
            status: 201,
            request: 'POST desk.example',
            reason: null,
          },
        ],
      },
    ],
  },
);
export type DeliveryWithAttempts = Static<typeof DeliveryWithAttempts>;
