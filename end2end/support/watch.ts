/** Notes what a browser complains of while a person walks: errors in its console, violated policies, failed requests. */

import type { BrowserContext, ConsoleMessage, Page, Request, Response } from '@playwright/test';
import { PERSONAL } from './people.ts';

export class Watch {
  readonly complaints: string[] = [];
  readonly #expected: number[] = [];
  readonly #hasScripts: boolean;

  private constructor(hasScripts: boolean) {
    this.#hasScripts = hasScripts;
  }

  static async over(context: BrowserContext, hasScripts: boolean): Promise<Watch> {
    const watch = new Watch(hasScripts);
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI}`);
      });
    });
    context.on('page', (page) => watch.#look(page));
    return watch;
  }

  /** The next answer with this status is no fault: it is what the journey is about. */
  expect(status: number): void {
    this.#expected.push(status);
  }

  #look(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(`script error: ${error.message}`));
    page.on('crash', () => this.complaints.push('the page crashed'));
    page.on('console', (message) => this.#heard(message));
    page.on('request', (request) => this.#asked(request));
    page.on('requestfailed', (request) => this.#failed(request));
    page.on('response', (response) => this.#answered(response));
  }

  #heard(message: ConsoleMessage): void {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const text = message.text();
    // The status itself is judged with the answer.
    if (text.startsWith('Failed to load resource: the server responded with a status of')) return;
    // Where scripts are off, nothing uses what was fetched for them.
    if (!this.#hasScripts && text.includes('was preloaded using link preload but not used')) return;
    this.complaints.push(`console: ${text} (${message.location().url})`);
  }

  #asked(request: Request): void {
    const url = decodeURIComponent(request.url()).toLowerCase();
    const personal = PERSONAL.filter((text) => url.includes(text.toLowerCase()));
    if (personal.length > 0) this.complaints.push(`personal data in an address: ${request.url()}`);
  }

  #failed(request: Request): void {
    const why = request.failure()?.errorText;
    // The browser itself called it off: it became a file to save, or another click came first.
    if (why === 'net::ERR_ABORTED') return;
    // Where scripts are off, the browser says so. A policy of ours that forbids one is heard in the console too.
    if (!this.#hasScripts && request.resourceType() === 'script' && why === 'csp') return;
    this.complaints.push(`failed: ${request.method()} ${request.url()}: ${why}`);
  }

  #answered(response: Response): void {
    if (response.status() < 400) return;
    const at = this.#expected.indexOf(response.status());
    if (at >= 0) this.#expected.splice(at, 1);
    else this.complaints.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
  }
}
