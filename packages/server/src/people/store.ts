import type { AuditEntry } from '../access/index.ts';
import type { Membership } from './membership.ts';
import type { Person } from './person.ts';
import type { Rows } from './rows.ts';

/** A person who is about to be one, with the password they sign in by. */
export interface NewPerson {
  readonly person: Person;
  readonly accountId: string;
  readonly passwordHash: string;
}

export interface SessionRecord {
  readonly id: string;
  readonly personId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly from: string | null;
  readonly agent: string | null;
}

/** A session, whose it is, and where they belong, by the ids of the organizations. */
export interface SignedIn {
  readonly session: SessionRecord;
  readonly person: Person;
  readonly memberships: readonly Membership[];
}

export interface SetUpLink {
  /** SHA-256 of its token, hex. */
  readonly tokenHash: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** What is known of the attempts to sign in as somebody, or from somewhere. */
export interface Attempts {
  /** Those since the last that went well. */
  readonly failures: number;
  readonly lastAt: number;
  /** Until when no other is taken. */
  readonly lockedUntil: number;
}

/** What the room needs of the ledger. */
export interface PeopleStore {
  /** A number raised by every change to people, their sessions and what they may do. */
  peopleRevision(): number;
  hasPeople(): Promise<boolean>;
  insertSetUpLink(link: SetUpLink, audit: AuditEntry): Promise<void>;
  /**
   * Makes the first person, the owner of the organizations of the demo, and ends all set-up links. False when the link is
   * unknown or over, or somebody was quicker; nothing is written then. First people have one id, so of several that come
   * at once one goes in.
   */
  insertFirstPerson(first: NewPerson, tokenHash: string, audit: AuditEntry): Promise<boolean>;
  findPersonByEmail(email: string): Promise<Person | undefined>;
  findSignedIn(by: { tokenHash: string } | { sessionId: string }): Promise<SignedIn | undefined>;
  /** Runs `change` on what is known of the subject (nothing: zeros), with nobody else in between. */
  changeAttempts(subject: string, change: (attempts: Attempts) => Attempts): Promise<void>;
  /** Drops sessions, links and proofs that were over by then, and attempts that were made before. */
  forget(endedBefore: number, attemptsBefore: number): Promise<void>;
  /** The tables of the library that signs people in. */
  readonly rows: Rows;
}

/** What every verb of the room lives on. */
export interface PeopleContext {
  readonly store: PeopleStore;
  readonly clock: { now(): number };
}
