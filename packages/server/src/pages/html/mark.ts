import { type StatusCode, statusNames } from '@platen/contract';
import { Html, html } from '../../kit/html.ts';

/** A status as its sign and its word; the color is never all that tells. */
export function mark(status: StatusCode): Html {
  return html`<span class="mark ${status}">${sign(status)}${statusNames[status]}</span>`;
}

/** The status as the picture of a browser's tab. */
export function tabIcon(status: StatusCode): string {
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" color="${tabColors[status]}">${signs[status]}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(picture)}`;
}

function sign(status: StatusCode): Html {
  return html`<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">${new Html(signs[status])}</svg>`;
}

const ring = '<circle cx="10" cy="10" r="8.5" fill="none" stroke="currentColor" stroke-width="2"/>';
const line = (d: string) =>
  `<path d="${d}" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>`;

/** A tick, a slope, a half, a cross, a pause, a question: told apart in black and white. */
const signs = {
  operational: ring + line('M6.2 10.4l2.6 2.6 5-5.4'),
  degraded_performance: ring + line('M5.8 8.2l3 3 2-1.6 3.4 3.4'),
  partial_outage: `${ring}<path d="M10 4.5a5.5 5.5 0 0 1 0 11z" fill="currentColor"/>`,
  major_outage: ring + line('M6.9 6.9l6.2 6.2m0-6.2l-6.2 6.2'),
  under_maintenance: ring + line('M7.5 6.2v7.6M12.5 6.2v7.6'),
  unknown: `${ring}${line('M7.6 8a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.7')}<circle cx="10" cy="14.4" r="1.3" fill="currentColor"/>`,
} as const satisfies Record<StatusCode, string>;

/** Seen on the light and on the dark bar of a browser. */
const tabColors = {
  operational: '#2f9e5f',
  degraded_performance: '#b98200',
  partial_outage: '#d9682a',
  major_outage: '#d93a30',
  under_maintenance: '#4a7dd6',
  unknown: '#7b8390',
} as const satisfies Record<StatusCode, string>;
