import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** What the provider says of a person. */
export interface Account {
  readonly email?: string;
  /** Some providers write it as a text. */
  readonly email_verified?: boolean | 'true' | 'false';
  readonly name?: string;
  readonly groups?: readonly string[];
}

/** A real OpenID provider on this machine, where whoever comes is who the test says. */
export interface IdentityProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whom it speaks of, by what it calls them. */
  readonly accounts: Map<string, Account>;
  /** Who comes next; undefined: whoever comes does not want to. */
  comes: string | undefined;
  /** Where it sends browsers back to. */
  serve(redirectUri: string): void;
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signingKey = { ...privateKey.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'RS256' };

export async function startIdentityProvider(): Promise<IdentityProvider> {
  let answer: RequestListener = (_, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clientSecret = `secret ${randomUUID()}`;
  const accounts = new Map<string, Account>();
  const it: IdentityProvider = {
    issuer,
    clientId: 'platen',
    clientSecret,
    accounts,
    comes: undefined,
    serve(redirectUri) {
      const provider = providerFor(issuer, redirectUri, it);
      const callback = provider.callback();
      answer = async (request, response) => {
        if (!request.url?.startsWith('/interaction/')) return callback(request, response);
        const outcome = it.comes
          ? { login: { accountId: it.comes } }
          : { error: 'access_denied', error_description: 'The person did not want to.' };
        await provider.interactionFinished(request, response, outcome);
      };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return it;
}

function providerFor(issuer: string, redirectUri: string, it: IdentityProvider): Provider {
  return new Provider(issuer, {
    clients: [{ client_id: it.clientId, client_secret: it.clientSecret, redirect_uris: [redirectUri] }],
    jwks: { keys: [signingKey] },
    cookies: { keys: ['a key of the test'] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    scopes: ['openid', 'email', 'profile', 'groups'],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name'],
      groups: ['groups'],
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...it.accounts.get(sub), sub }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email profile groups');
      await grant.save();
      return grant;
    },
  });
}
