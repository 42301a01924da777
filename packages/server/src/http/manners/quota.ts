import type { Clock } from '../../kit/clock.ts';

export interface QuotaPolicy {
  readonly requests: number;
  readonly windowSeconds: number;
}

/** What is left of a key's quota, in the words of draft-ietf-httpapi-ratelimit-headers. */
interface QuotaWindow {
  remaining: number;
  endsAt: number;
}

/** More than there are keys; of whoever has none, the oldest windows are forgotten. */
const mostWindows = 100_000;

/** Counts the requests of each key in windows that begin with its first request. */
export class Quota {
  readonly policyHeader: string;
  readonly #policy: QuotaPolicy;
  readonly #clock: Clock;
  readonly #windows = new Map<string, QuotaWindow>();

  constructor(policy: QuotaPolicy, clock: Clock) {
    this.#policy = policy;
    this.#clock = clock;
    this.policyHeader = `"default";q=${policy.requests};w=${policy.windowSeconds}`;
  }

  /** Takes one request; false when none is left. */
  take(keyId: string): boolean {
    const window = this.#window(keyId);
    if (window.remaining === 0) return false;
    window.remaining--;
    return true;
  }

  giveBack(keyId: string): void {
    const window = this.#window(keyId);
    window.remaining = Math.min(window.remaining + 1, this.#policy.requests);
  }

  /** The value of the `RateLimit` header. */
  header(keyId: string): string {
    return `"default";r=${this.#window(keyId).remaining};t=${this.secondsToReset(keyId)}`;
  }

  secondsToReset(keyId: string): number {
    return Math.max(1, Math.ceil((this.#window(keyId).endsAt - this.#clock.now()) / 1000));
  }

  #forget(now: number): void {
    for (const [keyId, { endsAt }] of this.#windows) {
      if (endsAt > now && this.#windows.size <= mostWindows) return;
      this.#windows.delete(keyId);
    }
  }

  #window(keyId: string): QuotaWindow {
    const now = this.#clock.now();
    let window = this.#windows.get(keyId);
    if (!window || window.endsAt <= now) {
      window = { remaining: this.#policy.requests, endsAt: now + this.#policy.windowSeconds * 1000 };
      // In the order in which they begin, so that those that are over come first.
      this.#windows.delete(keyId);
      this.#windows.set(keyId, window);
      this.#forget(now);
    }
    return window;
  }
}
