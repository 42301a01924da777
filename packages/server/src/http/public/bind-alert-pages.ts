import { Refusal } from '@platen/contract';
import type { FastifyInstance } from 'fastify';
import { explainAlert, explainTest } from '../../alerts/index.ts';
import { alertPage, type Site, testPage } from '../../pages/index.ts';
import type { Edge } from '../edge.ts';
import { Answer, sendChoice } from './answer.ts';
import { publicPaths } from './paths.ts';

/** Where the links of messages lead: what is shown there is for whoever was sent the link, and wants no key. */
export function bindAlertPages(app: FastifyInstance, edge: Edge): void {
  const { alerts, clock } = edge;

  const serve = (path: string, write: (id: string, site: Site) => Promise<string | undefined>) =>
    app.get(path.replaceAll(/\{(\w+)\}/g, ':$1'), async (request, reply) => {
      const { id = '', signature = '' } = request.params as { id?: string; signature?: string };
      const isSigned = alerts.signer?.isSignatureOf(id, signature) ?? false;
      const text = isSigned ? await write(id, { url: edge.publicUrl() }) : undefined;
      if (text === undefined) throw new Refusal('not_found', 'There is nothing at this link.');
      const answer = new Answer(text, 'text/html; charset=utf-8', 'key', clock.now());
      reply.header('X-Robots-Tag', 'noindex, nofollow');
      const headers = Object.entries(reply.getHeaders()).flat().map(String);
      reply.hijack();
      sendChoice(answer.choose(request.headers), reply.raw, headers);
      return reply;
    });

  serve(publicPaths.alert, async (id, site) => {
    const evidence = await explainAlert(alerts, id);
    return evidence && alertPage(evidence, site);
  });
  serve(publicPaths.channelTest, async (id, site) => {
    const evidence = await explainTest(alerts, id);
    return evidence && testPage(evidence, site);
  });
}
