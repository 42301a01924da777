/** One event of a `text/event-stream` (WHATWG HTML, 9.2.6). */
export interface StreamEvent {
  readonly event: string;
  readonly data: string;
  /** Of this event or, if it has none, of the last that had one. */
  readonly lastId: string;
  /** What the server last asked for as the pause before coming again, in milliseconds. */
  readonly retryMs: number | undefined;
}

/**
 * Reads events as they come in. It ends with the stream, and passes over an event that the end cut off.
 *
 * @param onBytes called whenever anything arrives, a comment too
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void = () => {},
): AsyncGenerator<StreamEvent> {
  let lastId = '';
  let retryMs: number | undefined;
  let event = '';
  let data: string[] = [];
  for await (const line of readLines(body, onBytes)) {
    const { field, value } = parseLine(line);
    if (line === '') {
      if (data.length > 0) yield { event: event || 'message', data: data.join('\n'), lastId, retryMs };
      event = '';
      data = [];
    } else if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) lastId = value;
    else if (field === 'retry' && /^\d+$/.test(value)) retryMs = Number(value);
  }
}

/** A comment has an empty field. */
function parseLine(line: string): { field: string; value: string } {
  const colon = line.indexOf(':');
  if (colon < 0) return { field: line, value: '' };
  return { field: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, '') };
}

/** Lines end in CR LF, LF or CR; which it is may only show in the next chunk. */
async function* readLines(body: ReadableStream<Uint8Array>, onBytes: () => void): AsyncGenerator<string> {
  const reader = body.getReader();
  // Takes a byte order mark away by itself.
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      text += decoder.decode(value, { stream: true });
      const lines = text.split(/\r\n|\n|\r(?!$)/);
      text = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    // Without waiting: what is left of the connection is nobody's concern here.
    reader.cancel().catch(() => {});
  }
}
