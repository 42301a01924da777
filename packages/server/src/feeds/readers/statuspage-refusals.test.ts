import { describe, expect, it } from 'vitest';
import { UnreadableFeedError } from './field.ts';
import { component, incident, type Json, maintenance, summary } from './statuspage.fixture.ts';
import { readStatuspage } from './statuspage.ts';

const now = Date.parse('2026-11-24T09:07:00Z');

const refusal = (text: string) => {
  try {
    readStatuspage(text, now);
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableFeedError);
    return (error as Error).message;
  }
  return 'it was read';
};

describe('a body that is no Statuspage summary is refused whole, with the place', () => {
  const weird = (fields: Json) => [component(), component({ id: 'b', ...fields })];

  it.each<[string, Json]>([
    [
      'components[1].status is "weird", which Statuspage does not have',
      { components: weird({ status: 'weird' }) },
    ],
    [
      'components[1].status is "toString", which Statuspage does not have',
      { components: weird({ status: 'toString' }) },
    ],
    ['components[1].status is missing', { components: weird({ status: null }) }],
    ['components[1].name is 7, which is no text', { components: weird({ name: 7 }) }],
    ['components[1].name is missing', { components: weird({ name: ' ' }) }],
    ['components[1].id is an object, which is no text', { components: weird({ id: {} }) }],
    [
      'components[1].group is "yes", which is neither true nor false',
      { components: weird({ group: 'yes' }) },
    ],
    ['components[1].components[0] is null, which is no id', { components: weird({ components: [null] }) }],
    ['components[1] has the id "print-eu" of components[0]', { components: weird({ id: 'print-eu' }) }],
    ['components[0] is "print", which is no object', { components: ['print'] }],
    ['components is an object, which is no list', { components: {} }],
    ['status.indicator is "purple", which Statuspage does not have', { status: { indicator: 'purple' } }],
    ['status is "none", which is no object', { status: 'none' }],
    ['page is missing', { page: null }],
    [
      'incidents[0].impact is "huge", which Statuspage does not have',
      { incidents: [incident({ impact: 'huge' })] },
    ],
    [
      'incidents[0].status is "over", which Statuspage does not have',
      { incidents: [incident({ status: 'over' })] },
    ],
    [
      'incidents[0].started_at is "yesterday", which is no moment',
      { incidents: [incident({ started_at: 'yesterday' })] },
    ],
    [
      'incidents[0].started_at is 1795510020, which is no text',
      { incidents: [incident({ started_at: 1795510020 })] },
    ],
    ['incidents[1] has the id "queue-1" of incidents[0]', { incidents: [incident(), incident()] }],
    [
      'scheduled_maintenances[0].scheduled_for is missing',
      { scheduled_maintenances: [maintenance({ scheduled_for: null })] },
    ],
  ])('%s', (message, fields) => expect(refusal(summary(fields))).toBe(message));

  it.each([
    ['<!doctype html><title>Sign in</title>', 'sent a web page or XML, not JSON'],
    ['', 'sent no JSON that can be read: unexpected end at line 1, column 1'],
    ['{"page": {}, "page": {}}', 'sent no JSON that can be read: the key "page" stands twice'],
    ['[1]', 'the body is a list, which is no object'],
    ['null', 'the body is null, which is no object'],
    ['{}', 'page is missing'],
    ['['.repeat(100_000), 'sent no JSON that can be read: nested deeper than 64 levels'],
  ])('%#: %s', (text, message) => expect(refusal(text)).toBe(message));

  it('and does not show more of it than a glance', () => {
    const message = refusal(summary({ components: [component({ status: 'x'.repeat(10_000) })] }));
    expect(message.length).toBeLessThan(120);
  });
});
