import type { Closure } from '@platen/contract';
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { CalendarStore, ClaimedIcs, DayType, IcsSource } from '../../calendar/index.ts';
import type { Revisions } from '../revisions.ts';
import { audited, noted } from './audited.ts';
import type { CalendarIcsTable } from './calendar-tables.ts';
import type { LedgerTables } from './tables.ts';

export function ledgerCalendarStore(db: Kysely<LedgerTables>, revisions: Revisions): CalendarStore {
  const topic = (orgId: string) => `calendar ${orgId}`;
  const ledger = { db, revisions };
  return {
    revision: (orgId) => revisions.of(topic(orgId)),
    async find(orgId) {
      const row = await db.selectFrom('calendar').selectAll().where('org_id', '=', orgId).executeTakeFirst();
      if (!row) return undefined;
      const ics = await db
        .selectFrom('calendar_ics')
        .selectAll()
        .where('org_id', '=', orgId)
        .orderBy('position')
        .execute();
      return {
        orgId,
        country: row.country,
        subdivision: row.subdivision,
        closures: JSON.parse(row.closures) as Closure[],
        ics: ics.map(toIcs),
        updatedAt: row.updated_at,
      };
    },
    async save({ orgId, country, subdivision, closures, ics, updatedAt }, audit) {
      await audited(ledger, [topic(orgId)], audit, async (tx) => {
        const said = { country, subdivision, closures: JSON.stringify(closures), updated_at: updatedAt };
        // First, so that of two that replace it at once the second waits here for the first.
        await tx
          .insertInto('calendar')
          .values({ org_id: orgId, ...said })
          .onConflict((c) => c.column('org_id').doUpdateSet(said))
          .execute();
        await tx.deleteFrom('calendar_ics').where('org_id', '=', orgId).execute();
        const rows = ics.map((one, position) => fromIcs(orgId, one, position));
        if (rows.length > 0) await tx.insertInto('calendar_ics').values(rows).execute();
        return true;
      });
    },

    async claimDue(nowMs, leaseUntil, limit, orgId) {
      let due = db
        .selectFrom('calendar_ics')
        .select(['org_id', 'name'])
        .where('next_read_at', '<=', nowMs)
        .where('lease_until', '<=', nowMs)
        .orderBy('next_read_at')
        .limit(limit);
      if (orgId !== undefined) due = due.where('org_id', '=', orgId);
      const claimed: ClaimedIcs[] = [];
      for (const { org_id, name } of await due.execute()) {
        const row = await db
          .updateTable('calendar_ics')
          .set({ lease_until: leaseUntil })
          .where('org_id', '=', org_id)
          .where('name', '=', name)
          // Said again, since of two that claim at once the second waits for the row, and has looked before it.
          .where('lease_until', '<=', nowMs)
          .returningAll()
          .executeTakeFirst();
        if (row) claimed.push({ orgId: org_id, ...toIcs(row) });
      }
      return claimed;
    },
    async finishReading({ orgId, name, url, text, leaseUntil }, outcome) {
      let isHeld = false;
      // What the days are changes with the text alone.
      await noted(ledger, [topic(orgId)], async (tx) => {
        const result = await tx
          .updateTable('calendar_ics')
          .set({
            ics: outcome.text,
            etag: outcome.etag,
            last_modified: outcome.lastModified,
            next_read_at: outcome.nextReadAt,
            last_tried_at: outcome.lastTriedAt,
            last_read_at: outcome.lastReadAt,
            trouble: outcome.trouble,
            lease_until: 0,
          })
          .where('org_id', '=', orgId)
          .where('name', '=', name)
          .where('url', '=', url)
          .where('lease_until', '=', leaseUntil)
          .executeTakeFirst();
        isHeld = result.numUpdatedRows === 1n;
        return isHeld && outcome.text !== text;
      });
      return isHeld;
    },
  };
}

function toIcs(row: Selectable<CalendarIcsTable>): IcsSource {
  return {
    name: row.name,
    dayType: row.day_type as DayType,
    only: row.only_named,
    url: row.url,
    text: row.ics,
    etag: row.etag,
    lastModified: row.last_modified,
    nextReadAt: row.next_read_at,
    lastTriedAt: row.last_tried_at,
    lastReadAt: row.last_read_at,
    trouble: row.trouble,
    leaseUntil: row.lease_until,
  };
}

function fromIcs(orgId: string, ics: IcsSource, position: number): Insertable<CalendarIcsTable> {
  return {
    org_id: orgId,
    name: ics.name,
    position,
    day_type: ics.dayType,
    only_named: ics.only,
    url: ics.url,
    ics: ics.text,
    etag: ics.etag,
    last_modified: ics.lastModified,
    next_read_at: ics.nextReadAt,
    last_tried_at: ics.lastTriedAt,
    last_read_at: ics.lastReadAt,
    trouble: ics.trouble,
    lease_until: ics.leaseUntil,
  };
}
