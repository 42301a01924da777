import { describe, expect, it } from 'vitest';
import { fakeJira } from '../../../../../test/support/services/jira.ts';
import { aChannel, aNotice, over, worse } from './notices.fixture.ts';

describe('an issue of Jira', () => {
  it('is moved by the transitions that were set, by name or by id', async () => {
    for (const [resolve_transition, reopen_transition] of [
      ['fertig', '31'],
      ['21', 'Wieder öffnen'],
    ]) {
      await using desk = await fakeJira();
      const channel = aChannel('jira', { ...desk.config, resolve_transition, reopen_transition });
      await channel.send(aNotice());
      await channel.send(over);
      expect(desk.tickets()).toMatchObject([{ state: 'closed' }]);
      await channel.send(aNotice({ id: 'dlv_again', sequence: 4 }));
      expect(desk.tickets()).toMatchObject([{ state: 'open' }]);
    }
  });

  it('that cannot be moved so is refused with the names that there are', async () => {
    await using desk = await fakeJira();
    const channel = aChannel('jira', { ...desk.config, resolve_transition: 'Done' });
    await channel.send(aNotice());
    expect(await channel.send(over)).toEqual({
      kind: 'refused',
      status: null,
      gone: false,
      reason:
        'Jira offers no transition "Done" for IT-41 in its present status; it offers "Beginnen", "Fertig". Set another one in the channel.',
    });
  });

  it('keeps the priority that people or the project gave it where none was set', async () => {
    await using desk = await fakeJira();
    const { priorities: _, ...config } = desk.config;
    const channel = aChannel('jira', config);
    await channel.send(aNotice());
    await channel.send(worse);
    expect(desk.tickets()).toMatchObject([{ severity: 'warning', texts: { length: 2 } }]);
  });

  it('has the labels that it is found by', async () => {
    await using desk = await fakeJira();
    await aChannel('jira', { ...desk.config, labels: ['printing'] }).send(aNotice());
    const created = desk.service.seen.find(({ method }) => method === 'POST');
    expect(JSON.parse(created?.text ?? '')).toMatchObject({
      fields: { labels: ['platen', aNotice().conversation, 'printing'] },
    });
  });
});
