export {
  type Actor,
  type Caller,
  keyOf,
  requireScope,
  seesOrganization,
  systemActor,
} from './actor.ts';
export { type ApiKey, keyState } from './api-key.ts';
export { type AuditEntry, auditEntry } from './audit.ts';
export { Authenticator } from './authenticate.ts';
export { createFirstOperatorKey, createKey } from './create-key.ts';
export { answerOnce, type IdempotencyStore, rememberAnswersMs } from './idempotency.ts';
export { listKeys, revokeKey, rotateKey } from './keys.ts';
export { listAudit } from './list-audit.ts';
export { type Organization, organizationBody } from './organization.ts';
export {
  createOrganization,
  getOrganization,
  listOrganizations,
  updateOrganization,
} from './organizations.ts';
export { renewHolder } from './renew-holder.ts';
export type { AccessContext, AccessStore, KeyUse } from './store.ts';
export { whoami } from './whoami.ts';
