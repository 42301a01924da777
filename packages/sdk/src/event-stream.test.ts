import { describe, expect, it } from 'vitest';
import { readEvents, type StreamEvent } from './event-stream.ts';

function bodyOf(chunks: readonly (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk as string));
      controller.close();
    },
  });
}

async function eventsOf(...chunks: string[]): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of readEvents(bodyOf(chunks))) events.push(event);
  return events;
}

const whole = 'retry: 2000\n\n:\n\nid: a\nevent: system-status\ndata: {"ü": "🖨"}\n\n';
const event = { event: 'system-status', data: '{"ü": "🖨"}', lastId: 'a', retryMs: 2000 };

describe('an event', () => {
  it('is read whatever the pieces it comes in', async () => {
    const bytes = new TextEncoder().encode(whole);
    for (let size = 1; size <= bytes.length; size++) {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
          controller.close();
        },
      });
      const events: StreamEvent[] = [];
      for await (const read of readEvents(body)) events.push(read);
      expect(events).toEqual([event]);
    }
  });

  it('has lines that end in any way, also between two pieces', async () => {
    for (const end of ['\n', '\r', '\r\n']) {
      // What ends in CR is only known to have ended when something follows.
      expect(await eventsOf(`${whole.replaceAll('\n', end)}:${end}`)).toEqual([event]);
    }
    expect(await eventsOf('data: a\r', '\ndata: b\r', '\n\r', '\n:')).toMatchObject([{ data: 'a\nb' }]);
  });

  it('has as many lines of data as it was given, with no more than one blank before each', async () => {
    expect(await eventsOf('data:a\ndata:  b\ndata\n\n')).toMatchObject([
      { event: 'message', data: 'a\n b\n' },
    ]);
  });

  it('keeps the id of the last that had one, and is none without data or its end', async () => {
    expect(
      await eventsOf('id: a\ndata: 1\n\n', 'event: x\n\n', 'data: 2\n\n', 'id\ndata: 3\n\n', 'data: 4\n'),
    ).toMatchObject([
      { event: 'message', data: '1', lastId: 'a' },
      { event: 'message', data: '2', lastId: 'a' },
      { event: 'message', data: '3', lastId: '' },
    ]);
  });

  it('takes no id with a NUL, no pause that is no number, and no field it does not know', async () => {
    expect(await eventsOf('id: a\nid: b\0\nretry: soon\nfoo: bar\ndata: 1\n\n')).toMatchObject([
      { lastId: 'a', retryMs: undefined, data: '1' },
    ]);
  });
});

describe('a body', () => {
  it('is let go when nobody reads on', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(whole)),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const _ of readEvents(body)) break;
    expect(cancelled).toBe(true);
  });
});
