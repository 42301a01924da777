import { reportTo } from '../support/children.ts';
import { makeBatches } from '../support/events.ts';
import { postBody } from '../support/senders.ts';

/** Posts batches, one after the other from several senders, until it is ended. */
const [url = '', orgId = '', key = '', senders = '1', size = '1000'] = process.argv.slice(2);
const batches = 500;
const bodies = makeBatches('live', batches, Number(size), Date.now()).map(({ events }) =>
  JSON.stringify(events),
);
let ended = false;
let taken = 0;
process.once('SIGTERM', () => {
  ended = true;
});
const send = async (first: number) => {
  for (let i = first; !ended; i += Number(senders)) {
    await postBody(url, { orgId, key, body: bodies[i % batches] ?? '' });
    taken += Number(size);
  }
};
const sending = Array.from({ length: Number(senders) }, (_, i) => send(i));
reportTo({}, () => ({ taken }));
await Promise.all(sending);
process.exit(0);
