/** A real mail server for one portal: it takes what the portal sends, and hands each mail to whoever waits for it. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';

export interface Mail {
  /** Its Message-ID. */
  readonly id: string;
  /** The mailbox of the envelope. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** For how long a mail may be on its way. */
const PATIENCE = 15_000;

export class PostOffice {
  /** All mails so far, in the order in which they came in. */
  readonly mails: Mail[] = [];
  readonly #unread = new Map<string, Mail[]>();
  readonly #waiting = new Map<string, ((mail: Mail) => void)[]>();
  readonly #server: SMTPServer;

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      closeTimeout: 1,
      onData: (stream, session, done) => {
        this.#receive(stream, session).then(() => done(), done);
      },
    });
  }

  static async open(): Promise<PostOffice> {
    const office = new PostOffice();
    office.#server.listen(0, '127.0.0.1');
    await once(office.#server.server, 'listening');
    return office;
  }

  get port(): number {
    return addressOf(this.#server).port;
  }

  /** The next mail to this mailbox that nobody read yet. */
  mailTo(address: string): Promise<Mail> {
    const there = this.#unread.get(address)?.shift();
    if (there) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        const seen = this.mails.map((mail) => `${mail.to}: ${mail.subject}`).join('\n  ');
        reject(new Error(`no mail to ${address} within ${PATIENCE} ms; there were:\n  ${seen}`));
      }, PATIENCE);
      const waiting = this.#waiting.get(address) ?? [];
      this.#waiting.set(address, waiting);
      waiting.push((mail) => {
        clearTimeout(late);
        resolve(mail);
      });
    });
  }

  /** All mails to this mailbox so far, read or not. */
  allTo(address: string): Mail[] {
    return this.mails.filter((mail) => mail.to === address);
  }

  /** What came in and no journey read: nobody expected it. */
  unread(): Mail[] {
    return [...this.#unread.values()].flat();
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const parsed = await simpleParser(stream);
    for (const { address } of session.envelope.rcptTo) {
      this.#deliver({
        id: parsed.messageId ?? '',
        to: address,
        subject: parsed.subject ?? '',
        text: parsed.text ?? '',
        html: parsed.html === false ? '' : parsed.html,
      });
    }
  }

  #deliver(mail: Mail): void {
    this.mails.push(mail);
    const waiting = this.#waiting.get(mail.to)?.shift();
    if (waiting) {
      waiting(mail);
      return;
    }
    const unread = this.#unread.get(mail.to) ?? [];
    this.#unread.set(mail.to, unread);
    unread.push(mail);
  }
}

function addressOf(server: SMTPServer): AddressInfo {
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server does not listen');
  return address;
}

/** The code in a mail: eight digits, the same in both twins. */
export function codeIn(mail: Mail): string {
  return theOne(mail, /\b\d{4}[ \u00a0]?\d{4}\b/g, 'code').replace(/\D/g, '');
}

/** The link in a mail that leads to `path` or below, the same in both twins. */
export function linkIn(mail: Mail, path: string): string {
  return theOne(mail, new RegExp(`http://localhost:\\d+${path}[^\\s"<>]*`, 'g'), `link to ${path}`);
}

function theOne(mail: Mail, pattern: RegExp, what: string): string {
  const found = (body: string) => [...new Set(body.match(pattern) ?? [])];
  const [text, html] = [found(mail.text), found(mail.html)];
  const [one] = text;
  if (one === undefined || text.length !== 1 || html.length !== 1 || html[0] !== one) {
    throw new Error(`not one ${what} in both twins of “${mail.subject}”: ${text.join()} and ${html.join()}\n${mail.text}`);
  }
  return one;
}
