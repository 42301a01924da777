import { formatInstant } from '../../kit/instant.ts';
import type { AlertTold, Notice } from '../notice.ts';
import { clip, legible, writeMessage } from './message.ts';

/** An alert as Alertmanager knows it: one is told from another by its labels. */
export interface AlertmanagerAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: {
    readonly alertname: string;
    readonly alert_id: string;
    readonly org_id: string;
    readonly organization: string;
    readonly severity: string;
  };
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  /** Null while it fires. */
  readonly endsAt: string | null;
  readonly generatorURL: string;
}

export function alertmanagerAlerts(told: Notice): AlertmanagerAlert[] {
  const notice = legible(told);
  return notice.kind === 'test' ? [testAlert(notice)] : notice.alerts.map((alert) => alertOf(notice, alert));
}

function alertOf(notice: Notice, alert: AlertTold): AlertmanagerAlert {
  const isOver = alert.state === 'resolved';
  return {
    status: isOver ? 'resolved' : 'firing',
    labels: {
      alertname: label(alert.rule.name),
      alert_id: alert.id,
      org_id: notice.organization.id,
      organization: label(notice.organization.name),
      severity: alert.severity,
    },
    annotations: {
      summary: clip(alert.title, 300),
      description: clip(alert.sentence, 2_000),
      ...Object.fromEntries(alert.facts.slice(0, 20).map(annotation)),
      reference: notice.id,
    },
    startsAt: alert.since,
    endsAt: isOver ? (alert.resolvedAt ?? formatInstant(notice.at)) : null,
    generatorURL: alert.url,
  };
}

/** It ends a minute after it began, without anybody having to say so. */
function testAlert(notice: Notice): AlertmanagerAlert {
  const { headline, sentence } = writeMessage(notice);
  return {
    status: 'firing',
    labels: {
      alertname: 'Platen test',
      alert_id: notice.id,
      org_id: notice.organization.id,
      organization: label(notice.organization.name),
      severity: 'info',
    },
    annotations: { summary: clip(headline, 300), description: clip(sentence, 2_000), reference: notice.id },
    startsAt: formatInstant(notice.at),
    endsAt: formatInstant(notice.at + 60_000),
    generatorURL: notice.url,
  };
}

/** A label that is empty is no label. */
function label(text: string): string {
  return clip(text, 200) || 'unnamed';
}

function annotation({ name, value }: { readonly name: string; readonly value: string }): [string, string] {
  const key = `fact_${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`.slice(0, 60);
  return [key, clip(value, 300)];
}
