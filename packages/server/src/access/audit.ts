import { newId } from '../kit/ids.ts';

/** One change, by whom, when. Written in the transaction of the change itself. */
export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  /** Null when the change concerns the deployment rather than one organization. */
  readonly orgId: string | null;
  /** The id of the key or the person that acted, or `system`. */
  readonly actor: string;
  readonly action: string;
  /** The id of what was changed. */
  readonly target: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

interface Change {
  readonly orgId: string | null;
  readonly action: string;
  readonly target: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export function auditEntry(actor: { readonly name: string }, at: number, change: Change): AuditEntry {
  return { id: newId('aud', at), at, actor: actor.name, detail: {}, ...change };
}
