import { html } from '../../kit/html.ts';
import type { Site } from '../public-form.ts';
import { shell } from './shell.ts';

/** What somebody who subscribes, confirms or unsubscribes is told or asked. */
export interface SubscriberMatter {
  readonly title: string;
  readonly sentences: readonly string[];
  /** To be copied; shown once. */
  readonly secret?: string | null;
  /** What is asked: nothing is done before the button is pressed, for machines follow links. */
  readonly button?: string;
}

/** A page about a subscription to a region's page. HTML. */
export function subscriberPage(
  region: { readonly id: string; readonly name: string },
  site: Site,
  { title, sentences, secret, button }: SubscriberMatter,
): string {
  const page = `${new URL(site.url).pathname.replace(/\/$/, '')}/status/${encodeURIComponent(region.id)}`;
  return shell({
    title: `${title} · ${region.name}`,
    description: title,
    status: 'unknown',
    head: html`<meta name="robots" content="noindex">\n`,
    header: html`<nav aria-label="Where this page is"><ul><li><a href="${page}">${region.name}</a></li></ul></nav>`,
    main: html`<h1>${title}</h1>
<div class="said">${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>
${secret ? html`<p class="secret"><code>${secret}</code></p>` : ''}
${button ? html`<form class="ask" method="post"><button>${button}</button></form>` : ''}`,
    footer: html`<p><a href="${page}">The status of ${region.name}</a></p>`,
  });
}
