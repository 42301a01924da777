import type { AlertSeverity } from '@platen/contract';
import { type Html, html } from '../../kit/html.ts';
import type { Notice } from '../notice.ts';
import type { Fact } from '../observation.ts';
import { clip, type Message, whyWords } from './message.ts';

/**
 * A message as the HTML of a mail: tables and styles of its own, since that is all that readers of mail agree on. It
 * loads nothing.
 */
export function writeMailPage(message: Message, notice: Notice): string {
  const tone = toneOf(notice);
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${message.headline}</title></head>
<body style="margin:0;padding:24px 12px;background:#f3f4f1;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#1c1f23">
<table role="presentation" width="100%" cellspacing="0" cellpadding="0"><tr><td align="center">
<table role="presentation" cellspacing="0" cellpadding="0" style="width:100%;max-width:600px;background:#ffffff;border:1px solid #e3e4e0;border-top:4px solid ${tone};border-radius:6px"><tr><td style="padding:24px">
<h1 style="margin:0 0 12px;font-size:20px;line-height:1.3;color:${tone}">${message.headline}</h1>
${clip(message.sentence, mostUnits)
  .split('\n')
  .map((line) => html`<p style="margin:0 0 12px">${line}</p>`)}
${message.advice === null ? '' : html`<p style="margin:0 0 12px">${message.advice}</p>`}
${factTable(message.particulars)}
${message.matters.map(
  ({ words, facts }) => html`<hr style="border:0;border-top:1px solid #e3e4e0;margin:20px 0">
${words.map((said, index) => (index === 0 ? html`<p style="margin:0 0 4px"><b>${clip(said, mostUnits)}</b></p>` : html`<p style="margin:0 0 8px">${clip(said, mostUnits)}</p>`))}
${factTable(facts)}`,
)}
<p style="margin:24px 0 0"><a href="${message.url}" style="color:#0b5394">${whyWords}</a></p>
<p style="margin:4px 0 0;font-size:12px;color:#5a616b">Reference: ${message.reference}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>`.text;
}

/** Of one text; a mail of more than 100 KB in all is cut off by its readers. */
const mostUnits = 2_000;

function factTable(facts: readonly Fact[]): Html {
  return html`<table cellspacing="0" cellpadding="0" style="font-size:14px;line-height:1.5">${facts.map(
    ({ name, value }) =>
      html`<tr><th scope="row" align="left" valign="top" style="padding:2px 16px 2px 0;font-weight:400;color:#5a616b;white-space:nowrap">${name}</th><td valign="top" style="padding:2px 0;word-break:break-word">${clip(value, mostUnits)}</td></tr>`,
  )}</table>`;
}

/** Dark enough to be read on white; the words say the same. */
const tones: Readonly<Record<AlertSeverity, string>> = {
  critical: '#b3261e',
  error: '#a8470a',
  warning: '#8a5a00',
  info: '#2457b3',
};

function toneOf({ kind, state, severity }: Notice): string {
  if (kind === 'test') return tones.info;
  return state === 'resolved' ? '#1a7340' : tones[severity];
}
