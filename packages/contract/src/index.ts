export { type OpenApiDocument, openApiDocument } from './openapi.ts';
export { type ProblemCode, problems, problemType, quotaExceededType } from './problems.ts';
export { invalidField, Refusal } from './refusal.ts';
export { type Route, type RouteName, type Routes, routes } from './routes.ts';
export type {
  ApiKey,
  ApiKeyCreate,
  ApiKeyRotate,
  ApiKeyWithSecret,
  AuditEntry,
  OperatorKeyCreate,
  Whoami,
} from './schemas/api-key.ts';
export {
  type IngestQuery,
  type IngestReceipt,
  type JobCounts,
  JobEvent,
  type JobGrouping,
  type JobInterval,
  type JobState,
  type JobStats,
  type JobStatsQuery,
  type JobsByType,
  type JobType,
  jobIntervals,
  jobStates,
  jobTypes,
  maxEventsPerRequest,
  maxJobsBodyBytes,
  type Percentiles,
  type Rejection,
  type RejectionCode,
  type Source,
  type SourceDeclare,
  type SourceOutcome,
  sourceOutcomes,
} from './schemas/job.ts';
export type { Organization, OrganizationCreate, OrganizationUpdate } from './schemas/organization.ts';
export { type FieldError, Problem } from './schemas/problem.ts';
export {
  type Component,
  type ComponentPut,
  type Incident,
  type IncidentCreate,
  type IncidentImpact,
  type IncidentStatus,
  type IncidentUpdateCreate,
  incidentImpacts,
  incidentStatuses,
  type Maintenance,
  type MaintenanceCreate,
  type MaintenanceStatus,
  type MaintenanceUpdate,
  type Region,
  type RegionPut,
  type StatusCode,
  type SystemStatus,
  statusCodes,
  statusNames,
} from './schemas/status.ts';
export {
  expiringBelowDays,
  type Subscription,
  type SubscriptionPut,
  type SubscriptionState,
  type SubscriptionTerm,
} from './schemas/subscription.ts';
export {
  type OperatorScope,
  type OrganizationScope,
  operatorScopes,
  organizationScopes,
  type Scope,
  scopeCovers,
} from './scopes.ts';
export { contractVersion } from './version.ts';
