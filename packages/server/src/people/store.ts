import type { Role } from '@platen/contract';
import type { AuditEntry } from '../access/index.ts';
import type { PageRequest } from '../kit/page.ts';
import type { Membership } from './membership.ts';
import type { Person } from './person.ts';
import type { Rows } from './rows.ts';

/** A way to sign in: by a password, or by an account elsewhere. */
export interface NewAccount {
  readonly id: string;
  /** `credential`, or the issuer of the other account. */
  readonly providerId: string;
  /** The person's id, or what the issuer calls them. */
  readonly accountId: string;
  readonly passwordHash: string | null;
}

/** A person who is about to be one, with the way they sign in by. */
export interface NewPerson {
  readonly person: Person;
  readonly account: NewAccount;
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

/** A person, as one of the members of an organization. */
export interface Member {
  readonly orgId: string;
  readonly person: Person;
  readonly role: Role;
  readonly since: number;
}

/** To be a member of an organization, or an operator of them all. */
export interface Invitation {
  readonly id: string;
  /** Null: to all of the deployment, as an operator. */
  readonly orgId: string | null;
  readonly email: string;
  readonly role: Role | 'operator';
  /** SHA-256 of its token, hex. */
  readonly tokenHash: string;
  readonly invitedBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
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
  /** False when there is one of that address; nothing is written then. */
  insertPerson(person: NewPerson, audit: AuditEntry): Promise<boolean>;
  findPerson(id: string): Promise<Person | undefined>;
  findPersonByEmail(email: string): Promise<Person | undefined>;
  findSignedIn(by: { tokenHash: string } | { sessionId: string }): Promise<SignedIn | undefined>;
  /** By the ids of the persons, ascending. */
  listMembers(orgId: string, page: PageRequest): Promise<Member[]>;
  findMember(orgId: string, personId: string): Promise<Member | undefined>;
  /** False when they are in it already, or there is no such organization; nothing is written then. */
  insertMember(
    member: {
      readonly orgId: string;
      readonly personId: string;
      readonly role: Role;
      readonly since: number;
    },
    audit: AuditEntry,
  ): Promise<boolean>;
  /** Null: out of the organization. False when they are its last owner, or not in it; nothing is written then. */
  changeRole(member: Member, role: Role | null, audit: AuditEntry): Promise<boolean>;
  /** Takes the place of an earlier one to the same address. */
  insertInvitation(invitation: Invitation, audit: AuditEntry): Promise<void>;
  /** Those that are open at that time, newest first. */
  listInvitations(orgId: string | null, at: number, page: PageRequest): Promise<Invitation[]>;
  /** Those to the address that are open at that time, of any organization. */
  listInvitationsTo(email: string, at: number): Promise<Invitation[]>;
  findInvitation(
    by: { orgId: string | null; id: string } | { tokenHash: string },
  ): Promise<Invitation | undefined>;
  /** False when it is gone. */
  removeInvitation(id: string, audit: AuditEntry): Promise<boolean>;
  /**
   * Makes the person if they are new, and a member or an operator. Who is one stays what they are. False when the invitation is gone, or
   * somebody of that address came meanwhile; nothing is written then.
   */
  acceptInvitation(
    invitation: Invitation,
    who: NewPerson | Person,
    at: number,
    audit: AuditEntry,
  ): Promise<boolean>;
  /** By their ids, ascending. */
  listOperators(page: PageRequest): Promise<Person[]>;
  /** False when they are the last operator, or none; nothing is written then. */
  removeOperator(personId: string, audit: AuditEntry): Promise<boolean>;
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
