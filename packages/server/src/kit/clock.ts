/** Where the time comes from. Nothing else reads it, so a test can hold it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands until it is moved. */
export class HeldClock implements Clock {
  #nowMs: number;

  constructor(start: string) {
    this.#nowMs = Date.parse(start);
  }

  now(): number {
    return this.#nowMs;
  }

  set(to: string): void {
    this.#nowMs = Date.parse(to);
  }

  advance(seconds: number): void {
    this.#nowMs += seconds * 1000;
  }
}
