import type { IncidentTemplatePut } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { addIncidentUpdate } from './add-incident-update.ts';
import { createIncident } from './create-incident.ts';
import { listIncidents } from './incidents.ts';
import { noon, openRoom } from './status-room.fixture.ts';
import { listTemplates, putTemplate, removeTemplate } from './templates.ts';

const scanDown: IncidentTemplatePut = {
  name: 'Scans fail',
  status: 'identified',
  impact: 'major',
  component_ids: ['scan'],
  component_impacts: { print: 'minor' },
  body: 'Scans to cloud folders fail.',
};

async function openWithTemplates(templates: Readonly<Record<string, IncidentTemplatePut>>) {
  const room = await openRoom();
  for (const [id, gives] of Object.entries(templates)) await putTemplate(room.status, systemActor, id, gives);
  return room;
}

describe('an incident from a template', () => {
  it('takes from it all that is left out', async () => {
    await using room = await openWithTemplates({ 'scan-down': scanDown });
    const made = await createIncident(room.status, systemActor, { template: 'scan-down', regions: ['eu'] });
    expect(made).toMatchObject({
      name: 'Scans fail',
      status: 'identified',
      impact: 'major',
      component_impacts: { scan: 'major', print: 'minor' },
      updates: [{ status: 'identified', body: 'Scans to cloud folders fail.' }],
    });
    expect((await room.audit())[0]).toMatchObject({ action: 'incident.created', target: made.id });
  });

  it('says itself what it says', async () => {
    await using room = await openWithTemplates({ 'scan-down': scanDown });
    const own = {
      kind: 'incident',
      name: 'Scans to one folder fail',
      status: 'investigating',
      impact: 'minor',
      component_impacts: { print: 'none' },
      body: 'Only one.',
    } as const;
    const made = await createIncident(room.status, systemActor, {
      template: 'scan-down',
      regions: ['eu'],
      ...own,
    });
    const { body, component_impacts, ...rest } = own;
    expect(made).toMatchObject({ ...rest, updates: [{ body }] });
    expect(made.component_impacts).toEqual({ scan: 'minor', ...component_impacts });
  });

  it('names components itself, and then has these alone, as bad as the template says', async () => {
    await using room = await openWithTemplates({ 'scan-down': scanDown });
    const make = async (component_ids: string[]) =>
      (
        await createIncident(room.status, systemActor, {
          template: 'scan-down',
          regions: ['eu'],
          component_ids,
        })
      ).component_impacts;
    expect(await make(['print'])).toEqual({ print: 'minor' });
    expect(await make(['scan'])).toEqual({ scan: 'major' });
    expect(await make([])).toEqual({});
  });

  it('may be an advisory', async () => {
    await using room = await openWithTemplates({
      note: { kind: 'advisory', name: 'A note', body: 'Please note.' },
    });
    const made = await createIncident(room.status, systemActor, { template: 'note', regions: ['eu'] });
    expect(made).toMatchObject({ kind: 'advisory', impact: 'none' });
  });

  it('needs what neither says', async () => {
    await using room = await openWithTemplates({ bare: { impact: 'minor' } });
    await expect(
      createIncident(room.status, systemActor, { template: 'bare', regions: ['eu'], name: 'Something' }),
    ).rejects.toMatchObject({ errors: [{ location: 'body.body', message: 'is missing' }] });
  });

  it('is refused when there is no such template, or it names what is not in the regions', async () => {
    await using room = await openWithTemplates({ 'scan-down': scanDown });
    for (const [template, regions] of [
      ['scan-up', ['eu']],
      ['scan-down', ['us']],
    ] as const) {
      await expect(
        createIncident(room.status, systemActor, { template, regions: [...regions] }),
      ).rejects.toMatchObject({ code: 'invalid_request', errors: [{ location: 'body.template' }] });
    }
    expect((await listIncidents(room.status, { limit: 25 })).data).toEqual([]);
  });
});

describe('an update from a template', () => {
  const over: IncidentTemplatePut = { status: 'resolved', impact: 'none', body: 'All is well again.' };
  const incident = { name: 'Prints fail', impact: 'major', regions: ['eu'], body: 'We look.' } as const;

  it('takes from it all that is left out, and says itself what it says', async () => {
    await using room = await openWithTemplates({ over });
    const { id } = await createIncident(room.status, systemActor, { ...incident, regions: ['eu'] });
    const watched = await addIncidentUpdate(room.status, systemActor, id, {
      template: 'over',
      status: 'monitoring',
    });
    expect(watched.updates[0]).toMatchObject({ status: 'monitoring', impact: 'none', body: over.body });
    const ended = await addIncidentUpdate(room.status, systemActor, id, { template: 'over' });
    expect(ended).toMatchObject({ name: 'Prints fail', status: 'resolved', resolved_at: noon });
  });

  it('is refused when there is no such template', async () => {
    await using room = await openWithTemplates({});
    const { id } = await createIncident(room.status, systemActor, { ...incident, regions: ['eu'] });
    await expect(
      addIncidentUpdate(room.status, systemActor, id, { template: 'over', status: 'resolved', body: 'A.' }),
    ).rejects.toMatchObject({ errors: [{ location: 'body.template' }] });
  });
});

describe('templates', () => {
  it('are written in place of an earlier one, listed by id and removed, each with its entry', async () => {
    await using room = await openWithTemplates({ 'scan-down': scanDown, over: { body: 'Over.' } });
    const { data } = await listTemplates(room.status, { limit: 25 });
    expect(data).toEqual([
      { id: 'over', body: 'Over.', updated_at: noon },
      { id: 'scan-down', ...scanDown, updated_at: noon },
    ]);
    room.clock.advance(60);
    await putTemplate(room.status, systemActor, 'over', { body: 'Past.' });
    const removed = await removeTemplate(room.status, systemActor, 'scan-down');
    expect(removed).toEqual(data[1]);
    expect((await listTemplates(room.status, { limit: 25 })).data).toEqual([
      { id: 'over', body: 'Past.', updated_at: '2026-11-23T12:01:00Z' },
    ]);
    expect((await room.audit()).slice(0, 4)).toMatchObject([
      { action: 'incident_template.removed', target: 'scan-down' },
      { action: 'incident_template.updated', target: 'over' },
      { action: 'incident_template.created', target: 'over' },
      { action: 'incident_template.created', target: 'scan-down' },
    ]);
  });

  it('that are removed leave what was made from them as it is', async () => {
    await using room = await openWithTemplates({ 'scan-down': scanDown });
    const made = await createIncident(room.status, systemActor, { template: 'scan-down', regions: ['eu'] });
    await removeTemplate(room.status, systemActor, 'scan-down');
    expect((await listIncidents(room.status, { limit: 25 })).data).toEqual([made]);
    await expect(removeTemplate(room.status, systemActor, 'scan-down')).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
