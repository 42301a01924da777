import { type CleanedWhere, createAdapterFactory } from 'better-auth/adapters';
import { type Clock, systemClock } from '../../kit/clock.ts';
import { hashToken } from '../link.ts';
import type { Condition, Reading, Row, Rows, RowTable, Value, Where } from '../rows.ts';
import { auditOf } from './audit.ts';

/** The library's names of tables, and ours. */
const tables: Readonly<Record<string, RowTable>> = {
  user: 'person',
  session: 'person_session',
  account: 'person_account',
  verification: 'person_verification',
  twoFactor: 'two_factor',
  passkey: 'passkey',
};

/**
 * The library's tables on the ledger's: names as ours are, instants as milliseconds of our clock, and of a session not its
 * token but the hash of it.
 */
export function ledgerAdapter(rows: Rows, clock: Clock) {
  const form = rowForm(clock);
  return createAdapterFactory({
    config: {
      adapterId: 'platen',
      supportsBooleans: false,
      supportsJSON: false,
      supportsArrays: false,
      transaction: false,
    },
    adapter: () => ({
      async create({ model, data }) {
        await rows.insert(tableOf(model), form.write(data), auditOf('created', tableOf(model), clock));
        return data;
      },
      async findOne({ model, where }) {
        const [row] = await rows.find(tableOf(model), form.where(where), { limit: 1 });
        return form.readFound(row, where);
      },
      async findMany({ model, where = [], limit, offset, sortBy }) {
        const found = await rows.find(tableOf(model), form.where(where), reading(limit, offset, sortBy));
        return found.map((row) => form.read(row));
      },
      count: ({ model, where = [] }) => rows.count(tableOf(model), form.where(where)),
      async update({ model, where, update }) {
        const set = form.write(update as Fields);
        const [row] = await change(model, where, { set, add: {}, one: true });
        return form.readFound(row, where);
      },
      async updateMany({ model, where, update }) {
        return (await change(model, where, { set: form.write(update), add: {}, one: false })).length;
      },
      async incrementOne({ model, where, increment, set = {} }) {
        const add = Object.fromEntries(Object.entries(increment).map(([name, by]) => [columnOf(name), by]));
        const [row] = await change(model, where, { set: form.write(set), add, one: true });
        return form.readFound(row, where);
      },
      async delete({ model, where }) {
        await remove(model, where, true);
      },
      async deleteMany({ model, where }) {
        return (await remove(model, where, false)).length;
      },
      async consumeOne({ model, where }) {
        const [row] = await remove(model, where, true);
        return form.readFound(row, where);
      },
    }),
  });

  function change(model: string, where: CleanedWhere[], to: Parameters<Rows['update']>[2]) {
    const table = tableOf(model);
    return rows.update(table, form.where(where), to, auditOf('changed', table, clock, to.set));
  }

  function remove(model: string, where: CleanedWhere[], one: boolean) {
    const table = tableOf(model);
    return rows.remove(table, form.where(where), one, auditOf('removed', table, clock));
  }
}

type Fields = Readonly<Record<string, unknown>>;

function rowForm(clock: Clock) {
  /** The library reads the machine's clock, and we are handed one. */
  const ahead = () => clock.now() - systemClock.now();
  const toValue = (value: unknown, field: string): Value => {
    if (value instanceof Date) return value.getTime() + ahead();
    if (field === 'token' && typeof value === 'string') return hashToken(value);
    return (value ?? null) as Value;
  };
  const read = <T>(row: Row): T => {
    const fields = Object.entries(row).map(([column, value]) => [
      fieldOf(column),
      isInstant(column) && typeof value === 'number' ? new Date(value - ahead()) : value,
    ]);
    return Object.fromEntries(fields) as T;
  };
  return {
    read,
    /** Whoever asked by a token gets that, for it is what they have to go on with. */
    readFound<T>(row: Row | undefined, where: readonly CleanedWhere[]): T | null {
      if (!row) return null;
      const token = where.find(({ field }) => field === 'token')?.value;
      return { ...read<T>(row), ...(token === undefined ? {} : { token }) };
    },
    write: (data: Fields): Row =>
      Object.fromEntries(
        Object.entries(data).map(([field, value]) => [columnOf(field), toValue(value, field)]),
      ),
    where(clauses: readonly CleanedWhere[]): Where {
      const all: Condition[] = [];
      const any: Condition[][] = [];
      for (const { field, operator, value, connector } of clauses) {
        const values = Array.isArray(value) ? value.map((one) => toValue(one, field)) : toValue(value, field);
        const condition = { column: columnOf(field), is: operatorOf(operator), value: values };
        if (connector === 'OR') any.push([condition]);
        else all.push(condition);
      }
      // As the library's own adapters read it: all of these, and any of those.
      return any.length === 0 ? [all] : any.map((one) => [...all, ...one]);
    },
  };
}

const operators = {
  eq: '=',
  ne: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  in: 'in',
  not_in: 'not in',
} as const;

function operatorOf(operator = 'eq'): Condition['is'] {
  if (operator in operators) return operators[operator as keyof typeof operators];
  throw new Error(`Rows are not found by ${operator}.`);
}

function tableOf(model: string): RowTable {
  const table = tables[model];
  if (!table) throw new Error(`There is no table for ${model}.`);
  return table;
}

/** Names that are not just written in another way. */
const columns: Readonly<Record<string, string>> = {
  userId: 'person_id',
  token: 'token_hash',
  credentialID: 'credential_id',
};
const fields = new Map(Object.entries(columns).map(([field, column]) => [column, field]));

function columnOf(field: string): string {
  return columns[field] ?? field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function fieldOf(column: string): string {
  return fields.get(column) ?? column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function isInstant(column: string): boolean {
  return column.endsWith('_at') || column === 'locked_until';
}

function reading(
  limit: number,
  offset: number | undefined,
  sortBy: { readonly field: string; readonly direction: 'asc' | 'desc' } | undefined,
): Reading {
  return {
    limit,
    ...(offset === undefined ? {} : { offset }),
    ...(sortBy ? { orderBy: { column: columnOf(sortBy.field), direction: sortBy.direction } } : {}),
  };
}
