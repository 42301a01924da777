import type { IncidentTemplate as IncidentTemplateBody, IncidentTemplatePut } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';

/** What an incident, or an update of one, takes from it unless it says so itself. */
export interface IncidentTemplate {
  readonly id: string;
  readonly gives: IncidentTemplatePut;
  readonly updatedAt: number;
}

export function templateBody({ id, gives, updatedAt }: IncidentTemplate): IncidentTemplateBody {
  return { id, ...gives, updated_at: formatInstant(updatedAt) };
}
