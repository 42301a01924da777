import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type Clock, HeldClock } from '../../packages/server/src/kit/clock.ts';

/** Its instant is in a file, where another process has it as soon as the clock was moved. */
export class HeldClockOfFile extends HeldClock {
  readonly #file: string;

  constructor(start: string, file: string) {
    super(start);
    this.#file = file;
    this.#write();
  }

  override set(to: string): void {
    super.set(to);
    this.#write();
  }

  override advance(seconds: number): void {
    super.advance(seconds);
    this.#write();
  }

  #write(): void {
    writeFileSync(`${this.#file}.next`, String(this.now()));
    renameSync(`${this.#file}.next`, this.#file);
  }
}

/** The clock that another process keeps there. */
export function clockOfFile(file: string): Clock {
  return { now: () => Number(readFileSync(file, 'utf8')) };
}
