import type { Correction as CorrectionBody } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';

/** What was put right in what an incident had told, kept so that nothing told is ever lost. */
export interface Correction {
  readonly id: string;
  readonly incidentId: string;
  readonly at: number;
  /** Who did it, as in the audit log. */
  readonly actor: string;
  /** Null when the incident itself was corrected. */
  readonly updateId: string | null;
  /** The fields as the contract names and writes them. */
  readonly changes: CorrectionBody['changes'];
}

export function correctionBody({ id, at, actor, updateId, changes }: Correction): CorrectionBody {
  return { id, at: formatInstant(at), actor, update_id: updateId, changes };
}
