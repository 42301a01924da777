export { flapMemoryMs } from './advance.ts';
export type { Acknowledgement, Alert, Suppression, Transition } from './alert.ts';
export type { Ticket } from './channel.ts';
export type { ChannelRecord } from './channel-record.ts';
export { type Conversation, mostReopenMs } from './conversation.ts';
export type { Attempt, Delivery } from './delivery.ts';
export { lookAtDue } from './look.ts';
export type { Notice } from './notice.ts';
export type { Route, RouteMatch, Timing } from './route.ts';
export type { Rule } from './rule.ts';
export type { Silence, SilenceMatch } from './silence.ts';
export type {
  AlertStore,
  AlertsContext,
  FinishedLook,
  FinishedTry,
  Look,
  Records,
  Try,
  Watch,
} from './store.ts';
