import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aBusyRegionPage } from '../../packages/server/src/pages/busy-region-page.fixture.ts';
import {
  incidentPage,
  maintenancePage,
  publicForms,
  regionsPage,
  type Site,
  subscriberPage,
} from '../../packages/server/src/pages/index.ts';
import { aRegionPage } from '../../packages/server/src/pages/region-page.fixture.ts';

/** What the public may read without a browser's leave to load or run anything. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'";

/**
 * Serves the pages of two regions: `eu`, in which everything happens that can be told, and `us`, of which nobody has said
 * anything.
 */
export async function startPages(): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    response.writeHead(page ? 200 : 404, {
      'content-type': page?.mediaType ?? 'text/plain',
      'content-security-policy': contentSecurityPolicy,
    });
    response.end(page?.text);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pages = allPages({ url });
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function allPages(site: Site) {
  const eu = aBusyRegionPage();
  const us = aRegionPage({ id: 'us', name: 'United States', status: 'unknown', since: null });
  const html = 'text/html; charset=utf-8';
  const pages = new Map([['/status', { mediaType: html, text: regionsPage([eu, us], site) }]]);
  for (const page of [eu, us]) {
    for (const { path, mediaType, write } of publicForms) {
      const open = { ...site, subscribing: { mail: true, webhook: true } };
      pages.set(`/status/${page.id}${path}`, { mediaType, text: write(page, open) });
    }
    for (const incident of page.incidents) {
      const text = incidentPage(incident, page, site);
      pages.set(`/status/${page.id}/incidents/${incident.id}`, { mediaType: html, text });
    }
    for (const maintenance of page.maintenance) {
      const text = maintenancePage(maintenance, page, site);
      pages.set(`/status/${page.id}/maintenance/${maintenance.id}`, { mediaType: html, text });
    }
  }
  const sentences = ['From then on you are told what happens here.'];
  const question = subscriberPage(eu, site, {
    title: 'Confirm your subscription',
    sentences,
    button: 'Subscribe',
  });
  pages.set('/status/eu/subscribers/token/confirm', { mediaType: html, text: question });
  const secret = `whsec_${'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'.repeat(2)}`;
  const answer = subscriberPage(eu, site, { title: 'One step is left', sentences, secret });
  pages.set('/status/eu/subscribers', { mediaType: html, text: answer });
  return pages;
}
