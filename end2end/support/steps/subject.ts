/** What data subjects do once their mailbox is proven. */

import { expect } from '@playwright/test';
import type { Subject } from '../people.ts';
import type { Person } from '../person.ts';
import type { Portal } from '../portal.ts';
import type { Mail } from '../post-office.ts';
import { enterCode } from './codes.ts';
import type { Right } from './filing.ts';

/** A reference, as it stands on pages and in mails. */
const REFERENCE = /\b[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{4}\b/g;

/** Enters the code of a filing just sent; gives the references from the mail that thanks for it. */
export async function prove(person: Person, portal: Portal, subject: Subject): Promise<string[]> {
  await enterCode(person, portal, subject.email);
  return referencesIn(await portal.post.mailTo(subject.email));
}

export function referencesIn(mail: Mail): string[] {
  const references = [...new Set(mail.text.match(REFERENCE) ?? [])];
  if (references.length === 0) throw new Error(`no reference in “${mail.subject}”:\n${mail.text}`);
  return references;
}

/** Comes back with another browser or on another day: mailbox, code, all requests. */
export async function comeBack(person: Person, portal: Portal, subject: Subject): Promise<void> {
  await person.open('/');
  await person.follow('subject.start.come_back');
  await askForCode(person, subject.email);
  await enterCode(person, portal, subject.email);
  await person.reads('subject.overview.title');
}

export async function askForCode(person: Person, address: string): Promise<void> {
  await person.reads('subject.back.title');
  await person.type('subject.back.email', address);
  await person.press('subject.back.submit');
}

/** From the list to the request about this right. */
export async function openMine(person: Person, right: Right, reference: string): Promise<void> {
  await person.link(`common.right.${right}`).click();
  await arrive(person, right, reference);
}

/** Has arrived at the request about this right: a filing of one leads there. */
export async function arrive(person: Person, right: Right, reference: string): Promise<void> {
  await person.reads(`common.right.${right}`);
  await person.sees(reference);
}

/** Opens what says why the last day is that day. */
export async function asksWhy(person: Person): Promise<void> {
  await person.page.getByText(person.text('law.why'), { exact: true }).first().click();
  await person.sees(person.pattern('law.month_later'));
  await person.judge();
}

/** The last day, as machines read it. */
export async function lastDay(person: Person): Promise<string> {
  const row = person.page.getByRole('main').locator('.due time').first();
  return (await row.getAttribute('datetime')) ?? '';
}

export async function withdraw(person: Person): Promise<void> {
  await person.page.locator('summary', { hasText: person.text('subject.request.withdraw') }).click();
  await person.press('subject.request.withdraw_do');
  await person.sees(person.text('common.outcome.withdrawn'));
  await expect(person.button('subject.request.withdraw_do')).toHaveCount(0);
  await person.judge();
}
