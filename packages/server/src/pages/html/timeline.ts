import { type Html, html } from '../../kit/html.ts';
import type { PageMaintenanceUpdate, PageUpdate } from '../../status/index.ts';
import { paragraphs } from '../paragraphs.ts';
import { incidentStatusNames, maintenanceStatusNames } from '../words.ts';
import { time } from './time.ts';

/** What was said of an incident, newest first; what was put right since says so. */
export function incidentTimeline(updates: readonly PageUpdate[]): Html {
  return timeline(
    updates.map(({ at, status, body, correctedAt }) => ({
      at,
      status: incidentStatusNames[status],
      body,
      correctedAt,
    })),
  );
}

export function maintenanceTimeline(updates: readonly PageMaintenanceUpdate[]): Html {
  return timeline(
    updates.map(({ at, status, body }) => ({
      at,
      status: maintenanceStatusNames[status],
      body,
      correctedAt: null,
    })),
  );
}

interface Said {
  readonly at: number;
  readonly status: string;
  readonly body: string;
  readonly correctedAt: number | null;
}

function timeline(said: readonly Said[]): Html {
  return html`<ol class="updates">${said.map(
    ({ at, status, body, correctedAt }) =>
      html`<li><p><strong>${status}</strong> <span class="soft small">${time(at)}${
        correctedAt === null ? '' : html` · corrected ${time(correctedAt)}`
      }</span></p>${paragraphs(body)}</li>`,
  )}</ol>`;
}
