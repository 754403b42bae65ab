/** What a controller does with a mail that a request is there. */

import { expect } from '@playwright/test';
import type { Controller } from '../people.ts';
import type { Person } from '../person.ts';
import { OPERATOR } from '../portal.ts';
import type { Portal } from '../portal.ts';
import { linkIn } from '../post-office.ts';
import type { Mail } from '../post-office.ts';
import { enterCode } from './codes.ts';

/** Through the link and the code to the inbox. */
export async function comeIn(person: Person, portal: Portal, controller: Controller, notice: Mail): Promise<void> {
  await person.open(linkIn(notice, '/controller/link/'));
  await person.reads('controller.link.title', { operator: OPERATOR });
  await person.press('controller.link.button');
  await enterCode(person, portal, controller.email);
  await person.at(`${controller.name} ${person.text('controller.inbox.title')}`);
}

/** The references in the inbox. */
export async function forwarded(person: Person): Promise<string[]> {
  const links = person.page.getByRole('table').getByRole('rowheader').getByRole('link');
  return (await links.allTextContents()).map((reference) => reference.trim());
}

export async function openForwarded(person: Person, reference: string): Promise<void> {
  await person.page.getByRole('table').getByRole('link', { name: reference, exact: true }).click();
  await person.at(reference);
}

export async function acknowledge(person: Person): Promise<void> {
  await person.press('controller.acknowledge.button');
  await person.sees(person.text('controller.state.acknowledged'));
  await expect(person.button('controller.acknowledge.button')).toHaveCount(0);
  await person.judge();
}
