import type { Html } from '../kit/html.ts';

/** A document of XML 1.0. Characters that it cannot carry, even escaped, are replaced by U+FFFD. */
export function xmlDocument(root: Html): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root.text.replace(unspeakable, '\uFFFD')}\n`;
}

/** All but production [2] of the standard, `Char`; half of a surrogate pair is among it. */
const unspeakable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
