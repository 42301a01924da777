export { flapMemoryMs } from './advance.ts';
export type { Acknowledgement, Alert, Suppression, Transition } from './alert.ts';
export { acknowledgeAlert, getAlert, listAlerts } from './alerts.ts';
export { addExpected } from './anomalies/add-expected.ts';
export { advanceSeriesDue } from './anomalies/advance-due.ts';
export { giveAnomalyFeedback, listAnomalies } from './anomalies/anomalies.ts';
export { type Anomaly, anomalyKey, type Feedback } from './anomalies/anomaly.ts';
export { backtest } from './anomalies/backtest.ts';
export type { AnomalyStore, FinishedTurn, SeriesTurn } from './anomalies/store.ts';
export { Calendars } from './calendars.ts';
export type { ChannelKind, Ticket } from './channel.ts';
export type { ChannelRecord } from './channel-record.ts';
export { refused, retry } from './channels/ask.ts';
export { channelKinds } from './channels/channels.ts';
export { clip, inBytes, lines, oneLine } from './channels/message.ts';
export { postSigned } from './channels/webhook.ts';
export {
  createChannel,
  getChannel,
  listChannels,
  putChannel,
  removeChannel,
  testChannel,
} from './channels.ts';
export { type Conversation, mostReopenMs } from './conversation.ts';
export { getDelivery, listDeliveries, replayDelivery } from './deliveries.ts';
export type { Attempt, Delivery } from './delivery.ts';
export { getDiagnosis } from './diagnosis/get-diagnosis.ts';
export { Dispatcher, dispatchDue } from './dispatch.ts';
export { type AlertEvidence, explainAlert, explainTest, type TestEvidence, type Told } from './evidence.ts';
export { dropOldAlerts } from './keep.ts';
export { lookAtDue } from './look.ts';
export type { Notice, NoticeKind, Sent } from './notice.ts';
export type { Route, RouteMatch, Timing } from './route.ts';
export { createRoute, listRoutes, putRoute, removeRoute } from './routes.ts';
export type { Rule } from './rule.ts';
export { createRule, getRule, listRules, putRule, removeRule } from './rules.ts';
export { createSigner, type Signer } from './signer.ts';
export type { Silence, SilenceMatch } from './silence.ts';
export { createSilence, endSilence, listSilences } from './silences.ts';
export type {
  AlertFilter,
  AlertStore,
  AlertsContext,
  Findings,
  FinishedLook,
  FinishedTry,
  Look,
  Records,
  Try,
  TryClaim,
  Watch,
} from './store.ts';
export { tryRule } from './try-rule.ts';
export { createVault, type Vault } from './vault.ts';
