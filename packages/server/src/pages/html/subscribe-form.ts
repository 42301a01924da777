import { type Html, html } from '../../kit/html.ts';
import type { PageComponent, RegionPage } from '../../status/index.ts';
import { pageUrl } from '../links.ts';
import type { Site, Subscribing } from '../public-form.ts';

/** How to subscribe to what is told of the region, by what this deployment has a way to send. */
export function subscribeForm(page: RegionPage, own: Site, { mail, webhook }: Subscribing): Html {
  const here = pageUrl(page, own);
  return html`
<section aria-labelledby="subscribe">
<h2 id="subscribe">Get updates</h2>
<p class="soft">Every update of an incident, and when maintenance is planned, begins and ends. Also as
<a href="${here}/history.atom">Atom</a> or <a href="${here}/history.rss">RSS</a>.</p>
${mail ? form(here, page.components, mailField) : ''}${
  webhook && mail
    ? html`<details class="other"><summary>By webhook instead</summary>${form(here, page.components, webhookField)}</details>`
    : ''
}${webhook && !mail ? form(here, page.components, webhookField) : ''}
</section>`;
}

interface Field {
  readonly id: string;
  readonly label: string;
  readonly input: Html;
  readonly note: string;
}

const mailField: Field = {
  id: 'email',
  label: 'Your mail address',
  input: html`<input id="email" name="email" type="email" autocomplete="email" maxlength="254" required>`,
  note: 'You get a mail with a link to confirm it. Every later mail has a link to end it.',
};

const webhookField: Field = {
  id: 'webhook_url',
  label: 'URL of the webhook',
  input: html`<input id="webhook_url" name="webhook_url" type="url" maxlength="2048" placeholder="https://" required>`,
  note: 'Requests are signed as Standard Webhooks says. The first one has to be answered with 2xx within 48 hours.',
};

function form(here: string, components: readonly PageComponent[], { id, label, input, note }: Field): Html {
  return html`<form class="ask" method="post" action="${here}/subscribers">
<label for="${id}">${label}</label>
<div class="with-button">${input}<button>Subscribe</button></div>
${choice(components)}
<p class="soft small">${note}</p>
</form>`;
}

function choice(components: readonly PageComponent[]): Html | '' {
  if (components.length < 2) return '';
  return html`<details><summary>Only some components</summary><fieldset><legend class="unseen">Components</legend>
${components.map(
  ({ id, name }) => html`<label><input type="checkbox" name="component_ids" value="${id}"> ${name}</label>\n`,
)}</fieldset><p class="soft small">None ticked: all of them.</p></details>`;
}
