/** What an engine with several writers answers when it gave one up in favour of another: deadlocks, lost races. */
const givenUp: readonly unknown[] = ['40001', '40P01'];
const attempts = 10;

/** Runs a transaction again from its beginning when the engine gave it up. */
export async function retried<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === attempts || !givenUp.includes((error as { code?: unknown }).code)) throw error;
    }
  }
}
