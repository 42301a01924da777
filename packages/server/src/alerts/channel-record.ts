/** A channel as it is kept: what kind of place it is, and how to reach it. */
export interface ChannelRecord {
  readonly id: string;
  readonly orgId: string;
  readonly kind: string;
  readonly name: string;
  readonly enabled: boolean;
  /** Without its secrets. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The secrets of the settings by name, sealed; only dispatching opens them. */
  readonly sealedSecrets: string | null;
  readonly reopenMs: number;
  /** Why it was switched off by itself, or what went wrong last; null when all is well. */
  readonly trouble: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}
