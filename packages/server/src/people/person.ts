import type { Person as PersonBody } from '@platen/contract';

export interface Person {
  readonly id: string;
  readonly name: string;
  /** In small letters. */
  readonly email: string;
  /** May run the deployment, and act for every organization of it. */
  readonly isOperator: boolean;
  readonly createdAt: number;
}

export function personBody({ id, name, email }: Person): PersonBody {
  return { id, name, email };
}

/** Of two spellings of an address, one person: case tells nobody apart. */
export function sameEmail(text: string): string {
  return text.toLowerCase();
}
