import { type Html, html } from '../../kit/html.ts';
import { formatInstant } from '../../kit/instant.ts';
import { moment } from '../moment.ts';

/** A moment that people and programs can read. */
export function time(ms: number): Html {
  return html`<time datetime="${formatInstant(ms)}">${moment(ms)}</time>`;
}
