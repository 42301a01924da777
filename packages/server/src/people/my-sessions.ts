import { Refusal, type Session as SessionBody } from '@platen/contract';
import { auditEntry } from '../access/index.ts';
import { formatInstant } from '../kit/instant.ts';
import type { AuditOf, Condition, Row } from './rows.ts';
import type { PeopleContext, SignedIn } from './store.ts';

/** Newest first. */
export async function listSessions(
  { store, clock }: PeopleContext,
  { person, session }: SignedIn,
): Promise<{ data: SessionBody[] }> {
  const open: Condition = { column: 'expires_at', is: '>', value: clock.now() };
  const rows = await store.rows.find('person_session', [[ofPerson(person.id), open]], newestFirst);
  return { data: rows.map((row) => sessionBody(row, session.id)) };
}

export async function endSession(
  people: PeopleContext,
  signedIn: SignedIn,
  id: string,
): Promise<SessionBody> {
  const [ended] = await end(people, signedIn, { column: 'id', is: '=', value: id });
  if (!ended) throw new Refusal('not_found', `You have no session ${id}.`);
  return ended;
}

export async function endOtherSessions(
  people: PeopleContext,
  signedIn: SignedIn,
): Promise<{ data: SessionBody[] }> {
  const data = await end(people, signedIn, { column: 'id', is: '!=', value: signedIn.session.id });
  return { data };
}

async function end(
  { store, clock }: PeopleContext,
  { person, session }: SignedIn,
  which: Condition,
): Promise<SessionBody[]> {
  const audit: AuditOf = (rows) =>
    rows.map((row) =>
      auditEntry({ name: person.id }, clock.now(), {
        orgId: null,
        action: 'session.ended',
        target: String(row.id),
      }),
    );
  const rows = await store.rows.remove('person_session', [[ofPerson(person.id), which]], false, audit);
  return rows.map((row) => sessionBody(row, session.id));
}

const newestFirst = { orderBy: { column: 'id', direction: 'desc' } } as const;

function ofPerson(id: string): Condition {
  return { column: 'person_id', is: '=', value: id };
}

function sessionBody(row: Row, currentId: string): SessionBody {
  return {
    id: String(row.id),
    is_this: row.id === currentId,
    created_at: formatInstant(Number(row.created_at)),
    expires_at: formatInstant(Number(row.expires_at)),
    from: row.ip_address ? String(row.ip_address) : null,
    agent: row.user_agent ? String(row.user_agent) : null,
  };
}
