import { type Html, html } from '../kit/html.ts';

/** Text a person wrote, its empty lines as paragraphs and its other line breaks kept. */
export function paragraphs(text: string): Html {
  const blocks = text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '');
  return html`${blocks.map((block) => html`<p>${lines(block)}</p>`)}`;
}

function lines(block: string): Html {
  return html`${block.split('\n').map((line, i) => (i === 0 ? line : html`<br>${line}`))}`;
}
