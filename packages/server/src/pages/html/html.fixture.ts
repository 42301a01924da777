/** What a reader sees of a page: its words, a line an element. */
export function wordsOf(page: string): string {
  return page
    .replace(/^.*<body>/s, '')
    .replace(/<title>.*?<\/title>/gs, '')
    .replace(/<br>/g, '\n')
    .replace(/<\/(p|li|h\d|dt|dd|th|td|div|summary)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
    .replace(/\u00a0/g, ' ')
    .replace(/\n+/g, '\n')
    .trim();
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
