import { type Html, html } from '../../kit/html.ts';
import { formatInstant } from '../../kit/instant.ts';
import { clock, dateOf, moment } from '../moment.ts';

/** A moment that people and programs can read. */
export function time(ms: number): Html {
  return html`<time datetime="${formatInstant(ms)}">${moment(ms)}</time>`;
}

/** From one moment to another; a day that is the same is said once. */
export function times(from: number, to: number): Html {
  if (dateOf(from) !== dateOf(to)) return html`${time(from)} – ${time(to)}`;
  return html`<time datetime="${formatInstant(from)}">${moment(from).replace(' UTC', '')}</time> – <time datetime="${formatInstant(to)}">${clock(to)} UTC</time>`;
}
