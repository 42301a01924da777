import type {
  AlertCondition,
  AlertConditionType,
  AlertRule as AlertRuleBody,
  AlertSeverity,
  MuteWindow,
} from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';

/** What is watched for one organization, and how patiently. */
export interface Rule {
  readonly id: string;
  readonly orgId: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly severity: AlertSeverity;
  readonly condition: AlertCondition;
  readonly forMs: number;
  readonly keepFiringMs: number;
  readonly noData: AlertRuleBody['no_data'];
  readonly mute: readonly MuteWindow[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The condition of one type. */
export type ConditionOf<T extends AlertConditionType> = Extract<AlertCondition, { readonly type: T }>;

export function ruleBody(rule: Rule): AlertRuleBody {
  return {
    id: rule.id,
    name: rule.name,
    enabled: rule.enabled,
    severity: rule.severity,
    condition: rule.condition,
    for_seconds: rule.forMs / 1000,
    keep_firing_seconds: rule.keepFiringMs / 1000,
    no_data: rule.noData,
    mute: [...rule.mute],
    created_at: formatInstant(rule.createdAt),
    updated_at: formatInstant(rule.updatedAt),
  };
}
