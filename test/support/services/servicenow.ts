import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import {
  authorized,
  basicOf,
  type FakeDesk,
  FakeService,
  Rejected,
  type Reply,
  type SeenRequest,
  taken,
} from './fake-service.ts';

const Text = (most: number) => Type.Optional(Type.String({ minLength: 1, maxLength: most }));
const OneOf = (...values: string[]) => Type.Optional(Type.Unsafe<string>({ type: 'string', enum: values }));
const Fields = Type.Object(
  {
    short_description: Type.Optional(Type.String({ minLength: 1, maxLength: 160, pattern: '^[^\\n]*$' })),
    description: Text(4_000),
    correlation_id: Text(100),
    correlation_display: Text(100),
    impact: OneOf('1', '2', '3'),
    urgency: OneOf('1', '2', '3'),
    state: OneOf('1', '2', '3', '6', '7', '8'),
    caller_id: Text(128),
    assignment_group: Text(128),
    work_notes: Text(4_000),
    close_code: OneOf('Solution provided', 'Workaround provided', 'Resolved by caller', 'Duplicate'),
    close_notes: Text(4_000),
  },
  { additionalProperties: false },
);

interface Incident {
  readonly sys_id: string;
  short_description: string;
  description: string;
  correlation_id: string;
  state: string;
  impact: string;
  urgency: string;
  /** The latest first. */
  readonly journal: string[];
}

/** The Table API of ServiceNow on `incident`, with the data policies that it comes with. */
export async function fakeServiceNow(): Promise<FakeDesk> {
  const incidents = new Map<string, Incident>();
  const find = (id: string): Incident => {
    const incident = incidents.get(id);
    if (!incident) throw new Rejected(404, { error: { message: 'No Record found' }, status: 'failure' });
    return incident;
  };
  const shown = (request: SeenRequest, incident: Incident) => {
    const asDisplayed = request.query.get('sysparm_display_value') === 'true';
    const record: Record<string, string> = {
      ...incident,
      journal: '',
      work_notes: asDisplayed
        ? incident.journal.map((note) => `2026-11-24 - platen (Work notes)\n${note}`).join('\n\n')
        : '',
    };
    const fields = request.query.get('sysparm_fields')?.split(',') ?? Object.keys(record);
    return Object.fromEntries(fields.map((field) => [field, record[field] ?? '']));
  };
  const create = (request: SeenRequest): Reply => {
    const { work_notes, ...values } = taken(Fields, request);
    const incident: Incident = {
      sys_id: randomBytes(16).toString('hex'),
      short_description: '',
      description: '',
      correlation_id: '',
      state: '1',
      impact: '3',
      urgency: '3',
      journal: work_notes === undefined ? [] : [work_notes],
      ...values,
    };
    incidents.set(incident.sys_id, incident);
    return { status: 201, body: { result: shown(request, incident) } };
  };
  const update = (request: SeenRequest, id: string): Reply => {
    const incident = find(id);
    const { work_notes, close_code, close_notes, ...values } = taken(Fields, request);
    if (incident.state === '7' || incident.state === '8')
      throw new Rejected(403, { error: { message: 'Closed' } });
    if (values.state === '6' && !(close_code && close_notes)) {
      throw new Rejected(403, {
        error: { message: 'Operation Failed', detail: 'Data Policy Exception: close_code' },
      });
    }
    Object.assign(incident, values);
    if (work_notes !== undefined) incident.journal.unshift(work_notes);
    return { status: 200, body: { result: shown(request, incident) } };
  };
  const list = (request: SeenRequest): Reply => {
    const query = /^correlation_id=(\w+)\^ORDERBYDESCsys_created_on$/.exec(
      request.query.get('sysparm_query') ?? '',
    );
    // What it does not understand it leaves out, and answers everything.
    const found = [...incidents.values()]
      .toReversed()
      .filter(({ correlation_id }) => !query || correlation_id === query[1]);
    const limit = Number(request.query.get('sysparm_limit') ?? 10_000);
    return {
      status: 200,
      body: { result: found.slice(0, limit).map((incident) => shown(request, incident)) },
    };
  };
  const service = await FakeService.start((request) => {
    authorized(request, basicOf('platen', 'servicenow-pass'));
    const [matched, id] = /^\/api\/now\/table\/incident(?:\/(\w+))?$/.exec(request.path) ?? [];
    if (matched === undefined)
      throw new Rejected(400, { error: { message: 'Requested URI does not represent any resource' } });
    if (request.method === 'POST' && id === undefined) return create(request);
    if (request.method === 'GET' && id === undefined) return list(request);
    if (request.method === 'GET' && id) return { status: 200, body: { result: shown(request, find(id)) } };
    if (request.method === 'PATCH' && id) return update(request, id);
    throw new Rejected(405, { error: { message: 'Method not supported' } });
  });
  const severities: Record<string, string> = { 11: 'critical', 21: 'error', 22: 'warning', 33: 'info' };
  const stateOf = (state: string) =>
    state === '6' ? 'closed' : state === '7' || state === '8' ? 'archived' : 'open';
  const texts = ({ description, journal }: Incident) => {
    const all = [description, ...journal.toReversed()];
    if (all.some((text) => /\[code\]/i.test(text))) throw new Error('Text would be shown as HTML.');
    return all;
  };
  return {
    service,
    config: { url: service.url, username: 'platen', password: 'servicenow-pass', caller_id: 'monitoring' },
    told: () => [...incidents.values()].flatMap(texts),
    tickets: () =>
      [...incidents.values()].map((incident) => ({
        ref: incident.sys_id,
        state: stateOf(incident.state),
        severity: severities[incident.impact + incident.urgency] ?? '',
        title: incident.short_description,
        texts: texts(incident),
      })),
    closeByHand: (ref) => {
      find(ref).state = '6';
    },
    archive: (ref) => {
      find(ref).state = '7';
    },
    remove: (ref) => void incidents.delete(ref),
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}
