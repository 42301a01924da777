import { Webhook } from 'standardwebhooks';
import { FakeService, type Reply, type SeenRequest } from './services/fake-service.ts';

/** What a webhook of ours says, as far as tests ask. */
export interface WebhookEvent {
  readonly type: string;
  readonly data: {
    readonly id: string;
    readonly conversation_id: string;
    readonly sequence: number;
    readonly organization: { readonly id: string };
    readonly state: string;
    readonly title: string;
  };
}

/** Somebody's receiver of webhooks, which believes a signature and nothing else. */
export interface WebhookReceiver extends AsyncDisposable {
  readonly service: FakeService;
  /** Of a channel that sends there. */
  readonly config: { readonly url: string; readonly secrets: string[] };
  /** Those that it has taken, in the order in which they came. */
  readonly taken: readonly WebhookEvent[];
}

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw8GKYqrTw';

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const taken: WebhookEvent[] = [];
  const service = await FakeService.start((request): Reply => {
    taken.push(verified(request));
    return { status: 204 };
  });
  return {
    service,
    config: { url: `${service.url}/hook`, secrets: [secret] },
    taken,
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

/** The clock of whoever sends may be held, so that the stamp is taken as it is. */
function verified({ headers, text }: SeenRequest): WebhookEvent {
  const of = (name: string) => String(headers[name]);
  const stamp = new Date(Number(of('webhook-timestamp')) * 1000);
  const signature = new Webhook(secret).sign(of('webhook-id'), stamp, text);
  if (signature !== of('webhook-signature')) throw new Error('That was signed by somebody else.');
  return JSON.parse(text) as WebhookEvent;
}
