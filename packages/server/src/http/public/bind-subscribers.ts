import { problems, Refusal, SubscriberCreate, type SubscriberRequested } from '@platen/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { confirmSubscriber, subscribe, unsubscribe } from '../../news/index.ts';
import { type SubscriberMatter, subscriberPage } from '../../pages/index.ts';
import type { Edge } from '../edge.ts';
import { answerProblem, asRefusal } from '../manners/problem.ts';
import { Quota } from '../manners/quota.ts';
import { documentHeaders } from './answer.ts';
import { subscriberPaths } from './paths.ts';

const formType = 'application/x-www-form-urlencoded';
const mostFormBytes = 16 * 1024;

/** Where people subscribe to a public page, confirm it and end it. To be registered with parsers of its own. */
export async function bindSubscribers(app: FastifyInstance, edge: Edge): Promise<void> {
  const quota = new Quota(edge.limits.subscribing, edge.clock);
  const pathOf = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1');
  readForms(app);

  app.post(pathOf(subscriberPaths.subscribe), {
    schema: { body: SubscriberCreate },
    onRequest: async (request, reply) => {
      if (quota.take(networkOf(request.ip))) return;
      reply.header('Retry-After', quota.secondsToReset(networkOf(request.ip)));
      throw new Refusal('quota_exceeded', 'Your address has asked too often. Try again later.');
    },
    errorHandler: async (error, request, reply) => {
      if (!isForm(request)) return answerProblem(error, request, reply);
      const { code, message, errors = [] } = asRefusal(error);
      const fixes = errors.map(({ fix }) => fix);
      return say(request, reply, problems[code].status, {
        title: 'Not subscribed',
        sentences: [message, ...fixes],
      });
    },
    handler: async (request, reply) => {
      const { region } = request.params as { region: string };
      const requested = await subscribe(edge.news, region, request.body as SubscriberCreate);
      if (isForm(request)) return say(request, reply, 202, asked(requested));
      return reply.code(202).header('Cache-Control', 'no-store').send(requested);
    },
  });

  app.get(pathOf(subscriberPaths.confirm), (request, reply) =>
    say(request, reply, 200, {
      title: 'Confirm your subscription',
      sentences: ['You will be told of incidents and maintenance here. Every message has a link to end it.'],
      button: 'Subscribe',
    }),
  );
  app.post(pathOf(subscriberPaths.confirm), async (request, reply) => {
    const { region, token } = request.params as { region: string; token: string };
    const isKnown = await confirmSubscriber(edge.news, region, token);
    return isKnown ? say(request, reply, 200, confirmed) : say(request, reply, 404, tooLate);
  });
  app.get(pathOf(subscriberPaths.unsubscribe), (request, reply) =>
    say(request, reply, 200, {
      title: 'Unsubscribe',
      sentences: ['Nothing more is sent then, and the address is forgotten.'],
      button: 'Unsubscribe',
    }),
  );
  // RFC 8058: one POST by a machine, of whatever form, and no redirect. Done already, it is done.
  app.post(pathOf(subscriberPaths.unsubscribe), async (request, reply) => {
    const { region, token } = request.params as { region: string; token: string };
    await unsubscribe(edge.news, region, token);
    return say(request, reply, 200, ended);
  });

  async function say(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    matter: SubscriberMatter,
  ): Promise<FastifyReply> {
    const { region: id } = request.params as { region: string };
    const [known] = await edge.status.store.findRegions([id]);
    // Whoever has a link may end it although the page is not public any more, which is then named by nothing it says.
    const name = known?.pageAccess === 'public' ? known.name : id;
    return reply
      .code(status)
      .headers({ ...documentHeaders, 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
      .type('text/html; charset=utf-8')
      .serializer(String)
      .send(subscriberPage({ id, name }, { url: edge.publicUrl() }, matter));
  }
}

function asked({ kind, webhook_secret, confirm_until }: SubscriberRequested): SubscriberMatter {
  const until = `${confirm_until.slice(0, 16).replace('T', ' ')} UTC`;
  return kind === 'email'
    ? {
        title: 'Look into your mailbox',
        sentences: [
          `There is a mail with a link, if the address can be written to. Follow it until ${until} to be told.`,
        ],
      }
    : {
        title: 'One step is left',
        sentences: [
          `A first request is on its way. It is tried again until your receiver has answered it with 2xx, up to ${until}.`,
          'This is the secret that requests are signed with. It is shown here only:',
        ],
        secret: webhook_secret,
      };
}

const confirmed: SubscriberMatter = {
  title: 'You are subscribed',
  sentences: ['You are told what happens here from now on. Every message has a link to end it.'],
};
const tooLate: SubscriberMatter = {
  title: 'This link does not hold',
  sentences: ['It was followed too late, or somebody has unsubscribed. Subscribe again on the status page.'],
};
const ended: SubscriberMatter = {
  title: 'You are unsubscribed',
  sentences: ['Nothing more is sent, and the address is forgotten.'],
};

function readForms(app: FastifyInstance): void {
  const options = { parseAs: 'string', bodyLimit: mostFormBytes } as const;
  app.addContentTypeParser(formType, options, async (_request: FastifyRequest, text: string) => {
    const form = new URLSearchParams(text);
    const fields = ['email', 'webhook_url'].flatMap((name) => {
      const value = form.get(name)?.trim();
      return value ? [[name, value]] : [];
    });
    const componentIds = form.getAll('component_ids');
    return {
      ...Object.fromEntries(fields),
      ...(componentIds.length > 0 ? { component_ids: componentIds } : {}),
    };
  });
  // Some mail services unsubscribe with this one; nobody reads what it says.
  app.addContentTypeParser('multipart/form-data', options, async () => ({}));
}

function isForm({ headers }: FastifyRequest): boolean {
  return headers['content-type']?.startsWith(formType) ?? false;
}

/** Whoever has one address of IPv6 has a /64 of them. */
function networkOf(ip: string): string {
  return ip.includes(':') && !ip.includes('.') ? ip.split(':').slice(0, 4).join(':') : ip;
}
