/** What staff do at the desk. */

import { expect } from '@playwright/test';
import type { Person } from '../person.ts';
import { STAFF } from '../people.ts';
import { Authenticator } from '../authenticator.ts';

interface Account {
  readonly email: string;
  readonly password: string;
}

/** The authenticators of all accounts, each of one portal. */
const authenticators = new Map<string, Authenticator>();

/** Signs in by both factors; whoever comes for the first time sets up the second. */
export async function signIn(staff: Person, account: Account = STAFF): Promise<void> {
  await staff.open('/staff');
  await staff.reads('staff.sign_in.title');
  await staff.type('staff.sign_in.email', account.email);
  await staff.type('staff.sign_in.password', account.password);
  await staff.press('staff.sign_in.button');
  const owner = `${new URL(staff.page.url()).origin} ${account.email}`;
  const secret = staff.page.locator('code.secret');
  await expect(staff.page.locator('[name=factor]')).toHaveCount(1);
  if ((await secret.count()) > 0) {
    await staff.reads('staff.enrol.title');
    await staff.unfold('staff.enrol.app');
    await staff.judge();
    authenticators.set(owner, new Authenticator(await secret.innerText()));
    await typeFactor(staff, owner, 'staff.enrol.button');
    await staff.reads('staff.recovery.title');
    await staff.press('staff.recovery.button');
  } else {
    await staff.reads('staff.factor.title');
    await typeFactor(staff, owner, 'staff.factor.button');
  }
  await staff.reads('staff.queue.title');
}

async function typeFactor(staff: Person, owner: string, button: string): Promise<void> {
  const authenticator = authenticators.get(owner);
  if (authenticator === undefined) throw new Error(`nobody enrolled ${owner}`);
  await staff.type('staff.factor.code', await authenticator.next());
  await staff.press(button);
}

/** Unfolds what narrows the queue, where there is no room for it. */
export async function unfoldFilters(staff: Person): Promise<void> {
  const summary = staff.page.locator('.narrowing > summary');
  const isFolded = (await summary.locator('..').getAttribute('open')) === null;
  if (isFolded && (await summary.isVisible())) await summary.click();
}

/** The references in the queue, from the top. */
export async function queued(staff: Person): Promise<string[]> {
  const links = staff.page.getByRole('table').getByRole('rowheader').getByRole('link');
  return (await links.allTextContents()).map((reference) => reference.trim());
}

/** From the queue to a request. */
export async function openRequest(staff: Person, reference: string): Promise<void> {
  await staff.page.getByRole('table').getByRole('link', { name: reference, exact: true }).click();
  await staff.at(reference);
}

/** Records on what the identity rests, by the key of its word. */
export async function recordIdentity(staff: Person, basis: string, reasons = ''): Promise<void> {
  await staff.tick(`common.identity_basis.${basis}`);
  await staff.type('staff.identity.reasons', reasons);
  await staff.press('staff.identity.button');
  await isDone(staff, 'staff.identity.done');
}

export async function gatherPasted(staff: Person, system: string, json: string): Promise<void> {
  await staff.field('staff.gather.system').selectOption({ label: system });
  await staff.type('staff.gather.paste', json);
  await staff.press('staff.gather.button');
  await isDone(staff, 'staff.gather.done');
}

export async function gatherFile(staff: Person, system: string, name: string, bytes: Buffer): Promise<void> {
  await staff.field('staff.gather.system').selectOption({ label: system });
  const file = { name, mimeType: 'application/json', buffer: bytes };
  await staff.field('staff.gather.file').setInputFiles(file);
  await staff.press('staff.gather.button');
  await isDone(staff, 'staff.gather.done');
}

/** Answers with the outcome that bears this text, and words if there are any. */
export async function answer(staff: Person, outcome: string, words = '', done = 'staff.answer.done'): Promise<void> {
  await staff.tick(outcome);
  await staff.type('staff.answer.words', words);
  await staff.press('staff.answer.button');
  await isDone(staff, done);
}

/** Reads that it was done; and judges the page as it is now. */
export async function isDone(staff: Person, key: string): Promise<void> {
  await expect(staff.page.getByRole('status').filter({ hasText: staff.text(key) })).toBeVisible();
  await staff.judge();
}
