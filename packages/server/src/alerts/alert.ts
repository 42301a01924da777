import type { AlertSeverity, JobType } from '@platen/contract';
import type { Fact } from './observation.ts';

/**
 * One episode of one subject of a rule being bad.
 *
 * ```
 *            bad                  bad for `for`
 *   (none) ───────▶ pending ────────────────────▶ firing ◀─┐ bad again
 *      ▲               │ well                       │      │
 *      └───────────────┘                            ├──────┘
 *                                                   │ well for `keep_firing`, or longer if it flaps
 *                                                   ▼
 *                                                resolved
 * ```
 *
 * Acknowledging and suppressing are no states: they say who is told of one that fires, and it fires all the same.
 */
export interface Alert {
  readonly id: string;
  readonly orgId: string;
  readonly ruleId: string;
  readonly subject: string;
  readonly thread: string;
  readonly state: 'pending' | 'firing' | 'resolved';
  readonly severity: AlertSeverity;
  readonly title: string;
  readonly sentence: string;
  readonly facts: readonly Fact[];
  readonly jobTypes: readonly JobType[];
  readonly news: string;
  readonly handledOnceAcknowledged: boolean;
  /** Since when it is bad. */
  readonly since: number;
  readonly firedAt: number | null;
  /** Since when it is well while it still fires. */
  readonly wellSince: number | null;
  readonly resolvedAt: number | null;
  readonly resolvedBecause: string | null;
  readonly acknowledgement: Acknowledgement | null;
  /** Why nobody is told of it; empty when it is told. */
  readonly suppressedBy: readonly Suppression[];
  readonly updatedAt: number;
}

export interface Acknowledgement {
  readonly at: number;
  /** The id of the key that did it. */
  readonly by: string;
  readonly comment: string | null;
}

export type Suppression =
  | { readonly kind: 'silence'; readonly silenceId: string }
  | { readonly kind: 'mute' }
  /** It is told in the thread of the other. */
  | { readonly kind: 'inhibition'; readonly alertId: string; readonly thread: string };

/** What happened to an alert, as it is kept in its history. */
export interface Transition {
  readonly alertId: string;
  readonly at: number;
  readonly kind: TransitionKind;
  /** One sentence. */
  readonly why: string;
}

export type TransitionKind =
  | 'pending'
  /** It went away before it fired. */
  | 'cleared'
  | 'firing'
  | 'news'
  | 'acknowledged'
  | 'suppressed'
  | 'released'
  | 'resolved';
