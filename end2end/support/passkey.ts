/** A device that holds passkeys: Chromium's own, by which a page cannot tell it from a real one. */

import type { CDPSession, Page } from '@playwright/test';

export class Passkeys {
  readonly #session: CDPSession;
  readonly #id: string;

  private constructor(session: CDPSession, id: string) {
    this.#session = session;
    this.#id = id;
  }

  /** Puts one into the browser of this page; its owner is there and says yes. */
  static async on(page: Page): Promise<Passkeys> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable', { enableUI: false });
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Passkeys(session, authenticatorId);
  }

  /** Whether whoever holds it is the one whom it knows. */
  async knowsItsHolder(isKnown: boolean): Promise<void> {
    await this.#session.send('WebAuthn.setUserVerified', { authenticatorId: this.#id, isUserVerified: isKnown });
  }

  /** For how many sites and people it holds one. */
  async count(): Promise<number> {
    const { credentials } = await this.#session.send('WebAuthn.getCredentials', { authenticatorId: this.#id });
    return credentials.length;
  }

  /** Loses all of them. */
  async loseAll(): Promise<void> {
    await this.#session.send('WebAuthn.clearCredentials', { authenticatorId: this.#id });
  }
}
