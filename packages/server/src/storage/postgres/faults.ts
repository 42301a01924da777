import { Refusal } from '@platen/contract';
import { DatabaseError } from 'pg';

/** SQLSTATE codes by which a server says that it cannot do now what it might do later. */
const momentary = [
  /^08/, // the connection failed
  /^53/, // too little of something: connections, memory, disk
  /^57P0/, // it is stopping, starting or has crashed
  /^57014$/, // the statement took longer than it may
  /^55P03$/, // a lock was not to be had
  /^25P03$/, // the transaction did nothing for too long
  /^25006$/, // it became a standby, which does not write
  /^58/, // its system failed it
];
const diskFull = '53100';

/** What is to be thrown for what a statement threw: a database that is away is no fault of ours. */
export function faultOf(error: unknown): unknown {
  if (error instanceof DatabaseError) {
    const { code = '' } = error;
    if (code === diskFull) return overloaded('The disk of the database is full.', error);
    return momentary.some((pattern) => pattern.test(code)) ? unreachable(error) : error;
  }
  // Whatever else comes from the driver tells that the connection is gone; a wrong argument is ours.
  return error instanceof TypeError ? error : unreachable(error);
}

/** Whatever keeps us from a connection, be it a password that was changed: others can help, and it may pass. */
export function unreachable(cause: unknown): Refusal {
  return overloaded('The database does not answer at the moment.', cause);
}

function overloaded(sentence: string, cause: unknown): Refusal {
  return new Refusal('overloaded', sentence, { cause });
}
