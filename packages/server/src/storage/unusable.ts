/** A database that cannot be reached, or is none that will do. The message says why, and no secret. */
export class UnusableDatabaseError extends Error {}
