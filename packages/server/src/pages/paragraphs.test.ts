import { expect, it } from 'vitest';
import { paragraphs } from './paragraphs.ts';

it.each([
  ['One line', '<p>One line</p>'],
  ['Two\nlines', '<p>Two<br>lines</p>'],
  ['From\r\nWindows\r\n\r\nand\ran old Mac', '<p>From<br>Windows</p><p>and<br>an old Mac</p>'],
  ['\n\nWith air\n\n\n\naround\n', '<p>With air</p><p>around</p>'],
  ['a < b & c', '<p>a &lt; b &amp; c</p>'],
  [' \n ', ''],
])('%j keeps its paragraphs and line breaks', (text, html) => {
  expect(paragraphs(text).text).toBe(html);
});
