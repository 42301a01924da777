import { OneOf } from './primitives.ts';

/** Statuspage's words, and `unknown`: nobody knows. */
export const statusCodes = [
  'major_outage',
  'partial_outage',
  'degraded_performance',
  'under_maintenance',
  'operational',
  'unknown',
] as const;
export type StatusCode = (typeof statusCodes)[number];

export const statusNames = {
  major_outage: 'Major Outage',
  partial_outage: 'Partial Outage',
  degraded_performance: 'Degraded Performance',
  under_maintenance: 'Under Maintenance',
  operational: 'Operational',
  unknown: 'Unknown',
} as const satisfies Record<StatusCode, string>;

export const ServiceStatus = OneOf(Object.values(statusNames));
export const StatusCodeField = OneOf(statusCodes);
