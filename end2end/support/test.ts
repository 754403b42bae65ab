/** What journeys are written with: a portal, and people who walk. */

import { rm } from 'node:fs/promises';
import { test as base } from '@playwright/test';
import { Person } from './person.ts';
import { template, troubles, withPortal } from './portal.ts';
import type { Portal } from './portal.ts';

interface Journey {
  /** Whether there is a provider of OpenID Connect beside the portal. */
  hasProvider: boolean;
  /** A portal of this journey's own. */
  portal: Portal;
  /** Brings somebody with a fresh browser. */
  somebody: () => Promise<Person>;
}

export const test = base.extend<Journey, { prepared: string }>({
  prepared: [
    async ({}, use) => {
      const folder = await template();
      await use(folder);
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],

  hasProvider: [false, { option: true }],

  portal: async ({ prepared, hasProvider }, use, info) => {
    const portal = await withPortal(prepared, hasProvider, use);
    if (info.status !== info.expectedStatus) console.error(`The portal's log:\n${portal.program.log}`);
    else demandNone(troubles(portal));
  },

  somebody: async ({ browser, portal, javaScriptEnabled }, use) => {
    const people: Person[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL: portal.url });
      const person = await Person.with(context, javaScriptEnabled);
      people.push(person);
      return person;
    });
    for (const person of people) await person.page.context().close();
    demandNone(people.flatMap((person) => person.complaints));
  },
});

function demandNone(wrong: string[]): void {
  if (wrong.length > 0) throw new Error([...new Set(wrong)].join('\n'));
}

export { expect } from '@playwright/test';
