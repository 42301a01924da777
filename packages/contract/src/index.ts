export { type OpenApiDocument, openApiDocument } from './openapi.ts';
export { type ProblemCode, problems, problemType, quotaExceededType } from './problems.ts';
export { invalidField, Refusal } from './refusal.ts';
export type { Route } from './route.ts';
export { type RouteName, type Routes, routes } from './routes.ts';
export {
  type Alert,
  type AlertAcknowledge,
  type AlertQuery,
  type AlertState,
  type AlertWithHistory,
  alertStates,
} from './schemas/alert.ts';
export type { AlertRoute, AlertRoutePut } from './schemas/alert-route.ts';
export {
  type AlertCondition,
  type AlertConditionType,
  type AlertRule,
  type AlertRulePut,
  type AlertSeverity,
  alertConditions,
  alertConditionTypes,
  alertSeverities,
  type JobMetric,
  type MuteWindow,
  type StatusLevel,
  type Weekday,
  weekdays,
} from './schemas/alert-rule.ts';
export type { AlertRuleTrial, AlertRuleTry } from './schemas/alert-rule-trial.ts';
export {
  type Anomaly,
  type AnomalyFeedback,
  type AnomalyKind,
  type AnomalyOpinion,
  type AnomalyQuery,
  type AnomalySeverity,
  anomalySeverities,
} from './schemas/anomaly.ts';
export type {
  ApiKey,
  ApiKeyCreate,
  ApiKeyRotate,
  ApiKeyWithSecret,
  AuditEntry,
  OperatorKeyCreate,
  Whoami,
} from './schemas/api-key.ts';
export type { Backtest, BacktestAnomaly, BacktestCreate } from './schemas/backtest.ts';
export {
  type Calendar,
  type CalendarDay,
  type CalendarDays,
  type CalendarDaysQuery,
  type CalendarIcsPut,
  type CalendarPut,
  type Closure,
  dayTypes,
} from './schemas/calendar.ts';
export {
  type AlertmanagerConfig,
  type AlertmanagerWebhookConfig,
  type Channel,
  type ChannelConfigs,
  type ChannelKindName,
  type ChannelPut,
  channelConfigs,
  channelKindNames,
  type EmailConfig,
  type NtfyConfig,
  neededSecrets,
  type PagerDutyConfig,
  type SlackConfig,
  secretSettings,
  type TeamsConfig,
  type WebhookConfig,
} from './schemas/channel.ts';
export type { Component, ComponentPut, ComponentStatusPush } from './schemas/component.ts';
export type { Delivery, DeliveryWithAttempts } from './schemas/delivery.ts';
export {
  type Diagnosis,
  type DiagnosisVerdict,
  diagnosisVerdicts,
  type JobsShow,
  jobsShow,
} from './schemas/diagnosis.ts';
export { type Feed, type FeedFormat, type FeedMapping, type FeedPut, feedFormats } from './schemas/feed.ts';
export {
  type Correction,
  type Incident,
  type IncidentCorrect,
  type IncidentCreate,
  type IncidentImpact,
  type IncidentKind,
  type IncidentStatus,
  type IncidentUpdateCorrect,
  type IncidentUpdateCreate,
  incidentImpacts,
  incidentStatuses,
} from './schemas/incident.ts';
export type { IncidentTemplate, IncidentTemplatePut } from './schemas/incident-template.ts';
export {
  type IngestQuery,
  type IngestReceipt,
  JobEvent,
  type JobState,
  jobStates,
  maxEventsPerRequest,
  maxJobsBodyBytes,
  type Rejection,
  type RejectionCode,
} from './schemas/job-event.ts';
export {
  type ExpectedByType,
  type JobCounts,
  type JobGrouping,
  type JobInterval,
  type JobStats,
  type JobStatsQuery,
  type JobsByType,
  jobIntervals,
  type Percentiles,
} from './schemas/job-stats.ts';
export { type JobType, jobTypes } from './schemas/job-type.ts';
export type {
  Maintenance,
  MaintenanceCreate,
  MaintenanceNewsCreate,
  MaintenanceStatus,
  MaintenanceUpdate,
} from './schemas/maintenance.ts';
export type {
  Invitation,
  InvitationAccept,
  InvitationCreate,
  InvitationShown,
  InvitationWithLink,
  Member,
  MemberPut,
} from './schemas/member.ts';
export type {
  OperatorInvitation,
  OperatorInvitationCreate,
  OperatorInvitationWithLink,
} from './schemas/operator.ts';
export type { Organization, OrganizationCreate, OrganizationUpdate } from './schemas/organization.ts';
export type { Passkey, PasskeyChallenge, PasskeyCreate } from './schemas/passkey.ts';
export type {
  PasswordLink,
  PasswordLinkRequest,
  PasswordLinkRequested,
  PasswordSet,
} from './schemas/password-link.ts';
export { type Me, type Person, type Role, roles, type Session, type SetUp } from './schemas/person.ts';
export { type FieldError, Problem } from './schemas/problem.ts';
export type { PageAccess, Region, RegionPut } from './schemas/region.ts';
export type { SignInWays } from './schemas/sign-in-ways.ts';
export type { Silence, SilenceCreate } from './schemas/silence.ts';
export { type Source, type SourceDeclare, type SourceOutcome, sourceOutcomes } from './schemas/source.ts';
export { type StatusCode, statusCodes, statusNames } from './schemas/status-code.ts';
export {
  type Subscriber,
  type SubscriberCounts,
  SubscriberCreate,
  type SubscriberKind,
  type SubscriberRequested,
  subscriberKinds,
} from './schemas/subscriber.ts';
export {
  expiringBelowDays,
  type Subscription,
  type SubscriptionPut,
  type SubscriptionState,
  type SubscriptionTerm,
} from './schemas/subscription.ts';
export type { SystemStatus } from './schemas/system-status.ts';
export type {
  FreshdeskConfig,
  JiraConfig,
  ServiceNowConfig,
  ZendeskConfig,
} from './schemas/ticket-channel.ts';
export type { Uptime, UptimeQuery } from './schemas/uptime.ts';
export {
  type OperatorScope,
  type OrganizationScope,
  operatorScopes,
  organizationScopes,
  type Scope,
  scopeCovers,
} from './scopes.ts';
export { contractVersion } from './version.ts';
