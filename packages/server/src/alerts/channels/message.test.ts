import { describe, expect, it } from 'vitest';
import { clip, inBytes, legible, writeHtml, writeMessage, writeText } from './message.ts';
import { aNotice, anAlertTold, hostile, over, trial } from './notices.fixture.ts';

describe('a message', () => {
  it('says in its first line what became of the matter', () => {
    const headline = (fields: Parameters<typeof aNotice>[0]) => writeMessage(aNotice(fields)).headline;
    expect(headline({})).toBe('Partial Outage in eu');
    expect(headline({ kind: 'updated' })).toBe('Partial Outage in eu');
    expect(headline({ kind: 'repeated' })).toBe('Still firing: Partial Outage in eu');
    expect(headline({ kind: 'updated', state: 'acknowledged' })).toBe('Acknowledged: Partial Outage in eu');
    expect(headline({ kind: 'resolved', state: 'resolved' })).toBe('Resolved: Partial Outage in eu');
    expect(writeMessage(trial).headline).toBe('[Test] A test of Helpdesk');
  });

  it('is plain text that a person can read', () => {
    expect(writeText(writeMessage(over), 4_000)).toBe(`The status of the region eu is Operational.

Organization: Lindenhof Clinic (4725fffa)
Severity: critical
State: resolved
At: 2026-11-24 09:40 UTC

Partial Outage in eu
Since: 2026-11-24 09:29 UTC
Resolved: 2026-11-24 09:39 UTC
Rule: The service is down

Why did I get this? https://platen.example/evidence/alt_1
Reference: dlv_01kay3gq6xj4f8h2t0v9w7c5n3`);
  });

  it('says what to do while nobody does it, and says nothing twice', () => {
    expect(writeText(writeMessage(aNotice()), 4_000)).toBe(`The status of the region eu is Partial Outage.

Tell the people concerned.

Organization: Lindenhof Clinic (4725fffa)
Severity: error
State: firing
At: 2026-11-24 09:30 UTC

Scan to cloud: Major Outage since 09:28
Since: 2026-11-24 09:29 UTC
Rule: The service is down

Why did I get this? https://platen.example/evidence/alt_1
Reference: dlv_01kay3gq6xj4f8h2t0v9w7c5n1`);
    const said = anAlertTold({ facts: [{ name: 'Since', value: '2026-11-24T09:00:00Z' }] });
    expect(writeMessage(aNotice({ alerts: [said] })).matters[0]?.facts).toEqual([
      { name: 'Since', value: '2026-11-24 09:00 UTC' },
      { name: 'Rule', value: 'The service is down' },
    ]);
    expect(writeMessage(aNotice({ state: 'acknowledged' })).advice).toBeNull();
    expect(writeMessage(aNotice({ alerts: [anAlertTold({ advice: null })] })).advice).toBeNull();
  });

  it('of many alerts shows the first, and how many there are', () => {
    const alerts = Array.from({ length: 25 }, () => anAlertTold());
    const { matters, particulars } = writeMessage(aNotice({ alerts }));
    expect(matters).toHaveLength(20);
    expect(particulars).toContainEqual({ name: 'Alerts', value: '25, of which 5 are not shown' });
  });

  it('that is too long loses its middle, never its link', () => {
    for (const lengthOf of [undefined, inBytes]) {
      const text = writeText(writeMessage(aNotice({ sentence: hostile })), 500, lengthOf);
      expect((lengthOf ?? ((all: string) => all.length))(text)).toBeLessThanOrEqual(500);
      expect(text).toMatch(
        /…\n\nWhy did I get this\? https:\/\/platen\.example\/evidence\/alt_1\nReference: dlv_/,
      );
    }
  });

  it('as HTML has no markup but its own', () => {
    const written = writeHtml(writeMessage(aNotice({ sentence: '<b>&"\n\nnext\nline' })), 4_000);
    expect(written).toContain('<p>&lt;b&gt;&amp;&quot;</p><p>next<br>line</p>');
    expect(written).toContain(
      '<p><a href="https://platen.example/evidence/alt_1">Why did I get this?</a><br>Reference: dlv_',
    );
  });
});

describe('words', () => {
  it('are cut between characters, and say so', () => {
    expect(clip('print', 5)).toBe('print');
    expect(clip('prints', 5)).toBe('prin…');
    expect(clip('ab\u{1f5a8}cd', 4)).toBe('ab…');
    expect(clip('ääää', 7, inBytes)).toBe('ää…');
    expect(clip('ääää', 8, inBytes)).toBe('ääää');
  });

  it('have no characters that steer, and keep those that people write', () => {
    const title = 'a\u0000b\u001bc\u202ed\u2066e\ufefff\u2028g\td\ud83d';
    const notice = legible(
      aNotice({ title, sentence: 'one\r\ntwo\u0007 \u{1f468}\u200d\u{1f467} نص\u200c' }),
    );
    expect(notice.title).toBe('a b c d e f g d\ufffd');
    expect(notice.sentence).toBe('one \ntwo  \u{1f468}\u200d\u{1f467} نص\u200c');
  });
});
