import { type Answered, Undelivered } from './ask.ts';

/** Null where the other side says that there is no such thing (any more). */
export async function readUnlessMissing(read: () => Promise<Answered>): Promise<Answered | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Undelivered && error.outcome.status === 404) return null;
    throw error;
  }
}
