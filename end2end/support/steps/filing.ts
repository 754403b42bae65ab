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

/** Questions with their answers: the code of what is chosen (nothing for “I would rather not say”), or words. */
export type Answers = readonly (readonly [ask: string, answer: string])[];

export interface Filing {
  readonly subject: Subject;
  readonly relationship: 'customer' | 'signer' | 'other';
  /** Each right with what is said about it: answer by answer, or only words, with the shortest way to say them. */
  readonly rights: Partial<Record<Right, string | Answers>>;
  readonly organisation?: string;
  readonly document?: string;
  /** For whom it is, if not for the subject. */
  readonly represented?: { readonly capacity: string; readonly person: Subject; readonly shownBy?: Chosen };
}

/** A file as somebody chooses it. */
export interface Chosen {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** The questions that are answered by a choice. */
const CHOICES = ['erase_scope', 'erase_ground', 'restrict_ground', 'port_to', 'object_to'];

/** How each right is described in words. */
const IN_WORDS: Record<Right, (words: string) => Answers> = {
  access: (words) => [['access_what', words]],
  rectification: (words) => [['rectify_wrong', words], ['rectify_right', words], ['rectify_proof', '']],
  erasure: (words) => [['erase_scope', 'part'], ['erase_what', words], ['erase_ground', '']],
  restriction: (words) => [['restrict_ground', 'accuracy_contested'], ['restrict_what', words]],
  portability: (words) => [['port_what', words], ['port_to', 'to_me']],
  objection: (words) => [['object_to', 'other_use'], ['object_what', words], ['object_why', '']],
  automated_decision: (words) => [['decision_which', words], ['decision_say', '']],
  consent_withdrawal: (words) => [['consent_which', words]],
};

/** From the start page until it is sent; the page that asks for the code comes next. */
export async function file(person: Person, filing: Filing): Promise<void> {
  await toCheck(person, filing);
  await send(person);
}

/** From the start page to the page with all answers. */
export async function toCheck(person: Person, filing: Filing): Promise<void> {
  await start(person);
  await sayForWhom(person, filing);
  await chooseRelationship(person, filing.relationship);
  if (filing.relationship === 'signer') await saySigning(person, filing);
  await chooseRights(person, chosen(filing));
  for (const right of chosen(filing)) await describe(person, right, filing.rights[right] ?? '');
  await giveContact(person, filing.subject, filing.represented !== undefined);
  await person.reads('filing.check.title');
}

/** The rights of a filing, in the order in which they are asked about. */
export function chosen(filing: Filing): Right[] {
  return RIGHTS.filter((right) => filing.rights[right] !== undefined);
}

/** From the start page to the first question. */
export async function start(person: Person): Promise<void> {
  await person.open('/');
  await person.reads('subject.start.title');
  await person.follow('subject.start.begin');
  await person.reads('filing.about.title');
}

/** From the start page past the first question: it is about oneself. */
export async function begin(person: Person): Promise<void> {
  await start(person);
  await sayForWhom(person, {});
}

export async function sayForWhom(person: Person, { represented }: Partial<Filing>): Promise<void> {
  await person.tick(`filing.about.${represented?.capacity ?? 'me'}`);
  await person.press('filing.continue_on');
  if (!represented) return;
  await person.reads('filing.represented.title');
  await person.type('filing.represented.name', represented.person.name);
  await person.type('filing.represented.email', represented.person.email);
  if (represented.shownBy) await person.field('filing.files.authority').setInputFiles(represented.shownBy);
  await person.press('filing.continue_on');
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

/** Answers the questions of a right. */
export async function describe(person: Person, right: Right, said: string | Answers): Promise<void> {
  const answers = typeof said === 'string' ? IN_WORDS[right](said) : said;
  for (const [ask, answer] of answers) await answerAsk(person, ask, answer);
}

/** Answers one question. */
export async function answerAsk(person: Person, ask: string, answer: string): Promise<void> {
  await person.reads(`asks.${ask}.title`);
  if (!CHOICES.includes(ask)) await person.type(`asks.${ask}.title`, answer);
  else await person.tick(answer === '' ? 'asks.rather_not' : `asks.pick.${answer}`);
  await person.press('filing.continue_on');
}

/** Gives name, address and number; the language of the page is chosen already. */
export async function giveContact(person: Person, subject: Subject, isForAnother = false): Promise<void> {
  await person.reads('filing.contact.title');
  await expect(languageRadio(person, person.language)).toBeChecked();
  await person.type('filing.contact.name', subject.name);
  await person.type('filing.contact.email', subject.email);
  const number = `filing.contact.customer_number${isForAnother ? '_representative' : ''}`;
  if (subject.customerNumber) await person.type(number, subject.customerNumber);
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
