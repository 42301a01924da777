/** A database that cannot be reached, or is none that will do. The message says why, and no secret. */
export class UnusableDatabaseError extends Error {}

/** For people, on one line. A host of several addresses of which none answers has an error for each, and only a code for all. */
export function reasonOf(error: unknown): string {
  const { message, code } = error as Error & { code?: string };
  return message.split('\n')[0] || code || 'nobody says why';
}
