import type { ClientAuth, Configuration, CustomFetch } from 'openid-client';

export interface ProviderConfig {
  /** As the provider writes itself. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** With spaces between, `openid` among them. */
  readonly scopes: string;
}

/** What leaves the house for it; it never throws. */
export type Ask = (request: {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}) => Promise<Answered | { readonly kind: 'failed'; readonly reason: string }>;

interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  readonly text: string;
  header(name: string): string | null;
}

/** What is kept of a sign-in that is on its way, to know it by when it comes back. */
export interface Checks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** The person did not want to, or the provider did not let them. */
export class Cancelled extends Error {}

/** Who tells us who people are, by OpenID Connect. What it says of itself is asked for when it is first needed. */
export class Provider {
  readonly #config: ProviderConfig;
  readonly #ask: Ask;
  #found: Promise<Configuration> | undefined;

  constructor(config: ProviderConfig, ask: Ask) {
    this.#config = config;
    this.#ask = ask;
  }

  get issuer(): string {
    return this.#config.issuer;
  }

  /** Where the person goes to say who they are. */
  async begin(redirectUri: string): Promise<{ readonly url: string; readonly checks: Checks }> {
    const client = await import('openid-client');
    const found = await this.#find();
    const checks = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(found, {
      redirect_uri: redirectUri,
      scope: this.#config.scopes,
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, checks };
  }

  /**
   * Changes the code in the URL that the person came back to into what is said of them, all of it checked.
   *
   * @throws Cancelled, or an Error of whatever is wrong with the provider's answers
   */
  async finish(cameTo: URL, { state, nonce, verifier }: Checks): Promise<Claims> {
    const client = await import('openid-client');
    const found = await this.#find();
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
    const tokens = await client
      .authorizationCodeGrant(found, cameTo, { ...checks, idTokenExpected: true })
      .catch((error: unknown) => {
        const isRefusal = error instanceof client.AuthorizationResponseError;
        throw isRefusal && error.error === 'access_denied' ? new Cancelled() : error;
      });
    const claims = tokens.claims();
    if (!claims) throw new Error('there is no ID token');
    if (!found.serverMetadata().userinfo_endpoint) return claims;
    // Many providers keep the address and the groups out of the token.
    return { ...(await client.fetchUserInfo(found, tokens.access_token, claims.sub)), ...claims };
  }

  #find(): Promise<Configuration> {
    this.#found ??= this.#discover().catch((error: unknown) => {
      this.#found = undefined;
      throw error;
    });
    return this.#found;
  }

  async #discover(): Promise<Configuration> {
    const client = await import('openid-client');
    const { issuer, clientId, clientSecret } = this.#config;
    const [post, basic] = [client.ClientSecretPost(clientSecret), client.ClientSecretBasic(clientSecret)];
    const proveUs: ClientAuth = (server, ...rest) => {
      const isPost = server.token_endpoint_auth_methods_supported?.includes('client_secret_post');
      return (isPost ? post : basic)(server, ...rest);
    };
    // Settings let http through for this machine alone.
    const isPlain = issuer.startsWith('http:');
    return client.discovery(new URL(issuer), clientId, {}, proveUs, {
      [client.customFetch]: fetchBy(this.#ask),
      execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
    });
  }
}

function fetchBy(ask: Ask): CustomFetch {
  return async (url, { method, headers, body }) => {
    const answer = await ask({
      method: method === 'POST' ? 'POST' : 'GET',
      url,
      headers,
      ...(body ? { body: String(body) } : {}),
    });
    if (answer.kind === 'failed') throw new Error(`${new URL(url).origin} ${answer.reason}`);
    const type = answer.header('content-type');
    return new Response(answer.text, {
      status: answer.status,
      headers: type === null ? {} : { 'content-type': type },
    });
  };
}
