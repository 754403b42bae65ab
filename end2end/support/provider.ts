/** A provider of OpenID Connect of another maker, at which one person is known. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenIdProvider from 'oidc-provider';
import type { Subject } from './people.ts';

export const LABEL = 'Demo ID';
/** As whom the portal is known there. */
export const CLIENT = { id: 'inzage', secret: 'a secret of the journeys' };

/** Who signs in there, and by which methods (RFC 8176). */
export interface Known {
  readonly subject: string;
  readonly person: Subject;
  readonly birthDate: string;
  methods: string[];
}

export class Provider {
  readonly url: string;
  readonly #server: Server;
  #library: OpenIdProvider | undefined;
  #known: Known | undefined;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => void this.#answer(request, response));
  }

  /** Listens, and knows nobody yet. */
  static async open(): Promise<Provider> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Provider(server);
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  /** From now on it serves the portal at this address. */
  serve(portal: string): void {
    this.#library = new OpenIdProvider(this.url, {
      clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [`${portal}/back/demo`] }],
      claims: { openid: ['sub', 'amr'], profile: ['name', 'birthdate'] },
      cookies: { keys: ['a key of the journeys'] },
      features: { devInteractions: { enabled: false } },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...this.#claims() }) }),
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      // Whoever signs in there consents.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ clientId: CLIENT.id, accountId: oidc.session!.accountId! });
        grant.addOIDCScope('openid profile');
        await grant.save();
        return grant;
      },
      ttl: { Grant: 600, Interaction: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    });
  }

  /** From now on this person signs in there. */
  knows(known: Known): void {
    this.#known = known;
  }

  #claims(): Record<string, string> {
    return { name: this.#known!.person.name, birthdate: this.#known!.birthDate };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const library = this.#library!;
    if (request.url === '/favicon.ico') {
      response.writeHead(204).end();
    } else if (request.url?.startsWith('/interaction/') !== true) {
      // It remembers nobody: each time they are asked.
      if (request.url?.startsWith('/auth?')) delete request.headers.cookie;
      await library.callback()(request, response);
    } else if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(request.url));
    } else {
      const cancels = request.url.endsWith('/cancel');
      const signedIn = { login: { accountId: this.#known!.subject, amr: this.#known!.methods, remember: false } };
      await library.interactionFinished(request, response, cancels ? { error: 'access_denied' } : signedIn);
    }
  }
}

function page(path: string): string {
  const form = (act: string, label: string) => `<form method="post" action="${path}/${act}"><button>${label}</button></form>`;
  return `<!doctype html><html lang="en"><title>Demo ID</title><h1>Demo ID</h1>${form('go', 'Sign in')}${form('cancel', 'Cancel')}</html>`;
}
