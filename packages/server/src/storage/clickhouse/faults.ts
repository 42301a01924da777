import { Refusal } from '@platen/contract';

/** Codes by which a server says that it cannot do now what it might do later. */
const momentary: ReadonlySet<number> = new Set([
  ...[159, 160, 209], // it took longer than it may
  ...[74, 75, 76, 243, 252, 241], // too little of something: disk, memory, time to merge
  ...[201, 202, 203], // too much is asked of it
  ...[32, 198, 210, 279, 1000], // it did not reach another
  ...[225, 242, 254, 285, 286, 287, 289, 319, 999], // replicas or their coordination are away
  ...[164, 192, 193, 194, 516], // it lets us in no more
  ...[60, 81, 236, 394], // it is starting or stopping
]);

/** What is to be thrown for what the client threw: a server that is away is no fault of ours. */
export function faultOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = codeOf(error);
  if (code !== undefined && !momentary.has(code)) return error;
  return new Refusal('overloaded', 'The database does not answer at the moment.', { cause: error });
}

/** The server's code of an error, whichever way its version writes it; undefined when no server told it. */
function codeOf(error: Error): number | undefined {
  const told = 'code' in error ? Number(error.code) : Number.NaN;
  if (Number.isInteger(told)) return told;
  const written = /^Code: (\d+)/.exec(error.message)?.[1];
  return written === undefined ? undefined : Number(written);
}

const notReached: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Whether the server has certainly not heard of the request, so that another may be asked. */
export function wasNotReached(error: unknown): boolean {
  return error instanceof Error && 'code' in error && notReached.has(error.code);
}

/** Whether the connection was lost while the server may have been at work on the request. */
export function wasLost(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
