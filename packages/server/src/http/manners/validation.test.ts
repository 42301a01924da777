import { routes } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { compileValidator, fieldErrors } from './validation.ts';

/** What is wrong with a body of the route, by place. */
function errorsOf(name: RouteWithBody, body: unknown) {
  return wrong('body', routes[name].body, body);
}

type RouteWithBody =
  | 'createChannel'
  | 'createKey'
  | 'putSubscription'
  | 'createIncident'
  | 'correctIncident'
  | 'putSource';

function wrong(httpPart: string, schema: object, value: unknown) {
  const validate = compileValidator({ schema, httpPart, method: 'POST', url: '/' });
  const { error = [] } = validate(value) as { error?: Parameters<typeof fieldErrors>[0] };
  return fieldErrors(error, httpPart);
}

describe('what is wrong with a request', () => {
  it('is told by place, with a fix for each', () => {
    expect(errorsOf('createKey', { name: 'a', scopes: ['jobs:write', 'jobs:rite'], expires: null })).toEqual([
      {
        location: 'body.expires',
        message: 'is not a field here',
        fix: 'Leave it out, or correct its name.',
      },
      {
        location: 'body.scopes[1]',
        message: 'is not one of the known values',
        fix: expect.stringContaining('`jobs:write`'),
      },
    ]);
  });

  it.each([
    ['a missing field', {}, 'body.plan', 'is missing'],
    ['a date that does not exist', { start_date: '2026-02-30' }, 'body.start_date', 'is not a valid date'],
    ['a number as text', { grace_days: '14' }, 'body.grace_days', 'has the wrong type'],
    ['a whole number with a fraction', { grace_days: 1.5 }, 'body.grace_days', 'has the wrong type'],
    ['a truth as text', { trial: 'true' }, 'body.trial', 'has the wrong type'],
    ['a number below its least', { grace_days: -1 }, 'body.grace_days', 'must be >= 0'],
    ['null where there must be something', { term: null }, 'body.term', 'has the wrong type'],
    ['a place deep inside', { entitlements: [{}] }, 'body.entitlements[0].name', 'is missing'],
  ])('includes %s', (_, fields, location, message) => {
    const good = { plan: 'Hive', start_date: '2026-01-01', end_date: null };
    const body = location === 'body.plan' ? {} : { ...good, ...fields };
    expect(errorsOf('putSubscription', body)).toContainEqual(expect.objectContaining({ location, message }));
  });

  it('is told of the one kind of object that was sent, and of no other', () => {
    expect(errorsOf('createChannel', { kind: 'ntfy', name: 'Phones', config: { tpic: 'a' } })).toEqual([
      expect.objectContaining({ location: 'body.config.topic', message: 'is missing' }),
      expect.objectContaining({ location: 'body.config.tpic', message: 'is not a field here' }),
    ]);
  });

  it('names the kinds where there is no such kind, or none is said', () => {
    const fix = expect.stringContaining('`email`, `webhook`');
    const unknown = { location: 'body.kind', message: 'is not one of the known values', fix };
    expect(errorsOf('createChannel', { kind: 'pigeon', name: 'Loft', config: {} })).toEqual([unknown]);
    expect(errorsOf('createChannel', { name: 'Loft', config: {} })).toContainEqual(unknown);
  });

  it('includes an entry of a map whose name or value cannot be', () => {
    const component_impacts = { scan: 'awful', 'A b': 'minor', '': 'none' };
    expect(errorsOf('createIncident', { regions: ['eu'], component_impacts })).toEqual([
      {
        location: 'body.component_impacts.A b',
        message: 'has a name that cannot be',
        fix: expect.stringContaining('^[a-z0-9]'),
      },
      {
        location: 'body.component_impacts.',
        message: 'has a name that cannot be',
        fix: expect.stringContaining('^[a-z0-9]'),
      },
      {
        location: 'body.component_impacts.scan',
        message: 'is not one of the known values',
        fix: expect.stringContaining('`minor`'),
      },
    ]);
  });

  it('includes a map with too many entries', () => {
    const many = Array.from({ length: 101 }, (_, i) => [`c${i}`, 'none']);
    const body = { regions: ['eu'], component_impacts: Object.fromEntries(many) };
    expect(errorsOf('createIncident', body)).toEqual([
      {
        location: 'body.component_impacts',
        message: 'has more entries than 100',
        fix: 'Send at most 100.',
      },
    ]);
  });

  it('includes that there is nothing in it, where something must be', () => {
    expect(errorsOf('correctIncident', {})).toEqual([
      {
        location: 'body',
        message: 'is empty',
        fix: 'Send at least one of `name`, `job_types`, `started_at`, `url`.',
      },
    ]);
  });

  it('is never more than twenty things', () => {
    const body = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`field_${i}`, i]));
    expect(errorsOf('putSource', body)).toHaveLength(20);
  });

  it.each(['javascript:alert(1)', 'ftp://example.org/', '/relative', 'https://', 'http://exa mple.org'])(
    'includes an address that is not of the web: %s',
    (url) => {
      const body = { name: 'a', impact: 'minor', regions: ['eu'], body: 'b', url };
      expect(errorsOf('createIncident', body)).toContainEqual(
        expect.objectContaining({ location: 'body.url' }),
      );
    },
  );
});

describe('a query', () => {
  it('is text, so that numbers and lone items of a list are read out of it', () => {
    const query = { limit: '5', type: 'print' };
    expect(wrong('querystring', routes.getJobStats.query, query)).toEqual([]);
    expect(query).toEqual({ limit: 5, type: ['print'] });
  });

  it.each([{ limit: '0' }, { limit: '101' }, { limit: 'ten' }, { limit: '' }, { limit: ['1', '2'] }])(
    'is refused with %j',
    (query) => {
      expect(wrong('querystring', routes.listKeys.query, query)).toContainEqual(
        expect.objectContaining({ location: 'query.limit' }),
      );
    },
  );
});
