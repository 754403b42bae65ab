/** The journey of a filing, page by page. */

import { expect } from '@playwright/test';
import type { Subject } from '../people.ts';
import type { Person } from '../person.ts';
import { OPERATOR } from '../portal.ts';
import type { Language } from '../texts.ts';

/** In the order in which people see them. */
export const RIGHTS = [
  'access',
  'rectification',
  'erasure',
  'restriction',
  'portability',
  'objection',
  'automated_decision',
  'consent_withdrawal',
] as const;
export type Right = (typeof RIGHTS)[number];

export interface Filing {
  readonly subject: Subject;
  readonly relationship: 'customer' | 'signer' | 'other';
  /** Each right with what is said about it. */
  readonly rights: Partial<Record<Right, string>>;
  readonly organisation?: string;
  readonly document?: string;
}

/** From the start page until it is sent; the page that asks for the code comes next. */
export async function file(person: Person, filing: Filing): Promise<void> {
  await toCheck(person, filing);
  await send(person);
}

/** From the start page to the page with all answers. */
export async function toCheck(person: Person, filing: Filing): Promise<void> {
  await begin(person);
  await chooseRelationship(person, filing.relationship);
  if (filing.relationship === 'signer') await saySigning(person, filing);
  await chooseRights(person, chosen(filing));
  for (const right of chosen(filing)) await describe(person, right, filing.rights[right] ?? '');
  await giveContact(person, filing.subject);
  await person.reads('filing.check.title');
}

/** The rights of a filing, in the order in which they are asked about. */
export function chosen(filing: Filing): Right[] {
  return RIGHTS.filter((right) => filing.rights[right] !== undefined);
}

export async function begin(person: Person): Promise<void> {
  await person.open('/');
  await person.reads('subject.start.title');
  await person.follow('subject.start.begin');
}

export async function chooseRelationship(person: Person, relationship: Filing['relationship']): Promise<void> {
  await person.reads('filing.relationship.title', { operator: OPERATOR });
  await person.tick(`filing.relationship.${relationship}`);
  await person.press('filing.continue_on');
}

export async function saySigning(person: Person, { organisation = '', document = '' }: Filing): Promise<void> {
  await person.reads('filing.signing.title');
  await person.type('filing.signing.organisation', organisation);
  await person.type('filing.signing.document', document);
  await person.press('filing.continue_on');
}

export async function chooseRights(person: Person, rights: readonly Right[]): Promise<void> {
  await person.reads('filing.rights.title');
  for (const right of rights) await box(person, right).check();
  await person.press('filing.continue_on');
}

/** The checkbox of a right. */
export function box(person: Person, right: Right) {
  return person.page.getByRole('checkbox', { name: person.text(`common.right.${right}`) });
}

export async function describe(person: Person, right: Right, words: string): Promise<void> {
  await person.reads(`filing.detail.${right}.title`);
  await person.type(`filing.detail.${right}.label`, words);
  await person.press('filing.continue_on');
}

/** Gives name, address and number; the language of the page is chosen already. */
export async function giveContact(person: Person, subject: Subject): Promise<void> {
  await person.reads('filing.contact.title');
  await expect(languageRadio(person, person.language)).toBeChecked();
  await person.type('filing.contact.name', subject.name);
  await person.type('filing.contact.email', subject.email);
  if (subject.customerNumber) await person.type('filing.contact.customer_number', subject.customerNumber);
  await person.press('filing.continue_on');
}

export function languageRadio(person: Person, language: Language) {
  const name = person.text(`common.language.${language === 'en' ? 'english' : 'dutch'}`);
  return person.page.getByRole('radio', { name, exact: true });
}

export async function send(person: Person): Promise<void> {
  await sendButton(person).click();
}

export function sendButton(person: Person) {
  const [one, many] = [person.text('filing.check.send_one'), person.pattern('filing.check.send_many')];
  return person.page.getByRole('button', { name: one, exact: true }).or(person.page.getByRole('button', { name: many }));
}
