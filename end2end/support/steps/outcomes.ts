/** What it takes to end a request, and to begin it anew: acts, what is withheld, questions and answers. */

import { expect } from '@playwright/test';
import type { Person } from '../person.ts';
import { isDone } from './staff.ts';

/** Unfolds what is folded away; it opens by itself, with scripts or without. */
export async function unfold(person: Person, key: string): Promise<void> {
  const summary = person.page.locator('summary', { hasText: person.text(key) }).first();
  if ((await summary.locator('..').getAttribute('open')) === null) await summary.click();
}

/** A file as somebody chooses it. */
export interface Chosen {
  readonly name: string;
  readonly buffer: Buffer;
}

/** The same of a kind that the browser does not know: the bytes decide. */
const untold = (file: Chosen) => ({ ...file, mimeType: 'application/octet-stream' });

/** Puts down what is to be done in a system. */
export async function planAct(staff: Person, system: string, what: string): Promise<void> {
  await staff.field('staff.acts.system').selectOption({ label: system });
  await staff.type('staff.acts.words', what);
  await staff.press('staff.acts.button');
  await isDone(staff, 'staff.acts.planned');
  await staff.sees(what);
}

/** Records that it was done, with files that show it if there are any. */
export async function finishAct(staff: Person, system: string, proof: string, files: Chosen[] = []): Promise<void> {
  await unfold(staff, 'staff.acts.finish');
  await staff.type('staff.acts.proof', proof);
  if (files.length > 0) await staff.field('staff.acts.proof_files').setInputFiles(files.map(untold));
  await staff.press('staff.acts.finish_button', { system });
  await isDone(staff, 'staff.acts.finished');
}

export interface Withheld {
  readonly what: string;
  /** The code of the ground. */
  readonly ground: string;
  readonly why: string;
  /** As a date control takes it. */
  readonly until: string;
}

/** Puts down what is not done. */
export async function withhold(staff: Person, item: Withheld): Promise<void> {
  await unfold(staff, 'staff.withhold.open');
  await staff.type('staff.withhold.what', item.what);
  await staff.field('staff.withhold.ground').selectOption(item.ground);
  await staff.type('staff.withhold.why', item.why);
  await staff.type('staff.withhold.until', item.until);
  await staff.press('staff.withhold.button');
  await isDone(staff, 'staff.withhold.done');
}

/** Asks the data subject something. */
export async function ask(staff: Person, question: string): Promise<void> {
  await unfold(staff, 'staff.talk.question');
  await staff.type('staff.talk.question', question);
  await staff.press('staff.talk.button');
  await isDone(staff, 'staff.talk.done');
}

/** Puts down a question to somebody who gets letters. */
export async function askByLetter(staff: Person, question: string): Promise<void> {
  await unfold(staff, 'staff.talk.question');
  await staff.type('staff.talk.question', question);
  await staff.press('staff.talk.button_letter');
  await isDone(staff, 'staff.talk.done_letter');
}

export interface OnPaper {
  /** As a date control takes it. */
  readonly received: string;
  readonly words: string;
  readonly scan: Chosen;
}

/** Puts down a reply that came by letter. */
export async function hear(staff: Person, reply: OnPaper): Promise<void> {
  await staff.field('staff.hear.channel').selectOption('letter');
  await staff.type('staff.hear.received', reply.received);
  await staff.type('staff.hear.words', reply.words);
  await staff.field('staff.hear.scan').setInputFiles(untold(reply.scan));
  await staff.press('staff.hear.button');
}

/** Answers the question that staff asked, with a file. */
export async function reply(person: Person, words: string, file: Chosen): Promise<void> {
  await person.type('subject.talk.answer', words);
  await person.field('subject.talk.files').setInputFiles(untold(file));
  await person.press('subject.talk.button');
}

/** Names somebody who had the data. */
export async function nameRecipient(staff: Person, name: string): Promise<void> {
  const another = staff.page.locator('summary', { hasText: staff.text('staff.recipients.another') });
  await unfold(staff, (await another.count()) > 0 ? 'staff.recipients.another' : 'staff.recipients.open');
  await staff.type('staff.recipients.name', name);
  await staff.press('staff.recipients.button');
  await isDone(staff, 'staff.recipients.named');
  await staff.sees(name);
}

/** Puts down why the only recipient that is still to be told is not. */
export async function spareRecipient(staff: Person, name: string, reasons: string): Promise<void> {
  await unfold(staff, 'staff.recipients.spare');
  await staff.field('staff.recipients.spare_ground').selectOption('impossible');
  await staff.type('staff.recipients.spare_reasons', reasons);
  await staff.press('staff.recipients.spare_button', { name });
  await isDone(staff, 'staff.recipients.settled');
}

/** Tells the person from which day on a restriction ends. */
export async function announceLifting(staff: Person, on: string, reasons: string, done = 'staff.lifting.done'): Promise<void> {
  await unfold(staff, 'staff.lifting.open');
  await staff.type('staff.lifting.on', on);
  await staff.type('staff.lifting.reasons', reasons);
  await staff.press('staff.lifting.button');
  await isDone(staff, done);
}

/** Records that a letter is in the post. */
export async function posted(staff: Person, writing: string): Promise<void> {
  const form = staff.page.locator('form', { has: staff.page.locator(`input[name="writing"][value="${writing}"]`) });
  await form.getByRole('button', { name: staff.text('staff.letter.posted_button') }).click();
  await isDone(staff, 'staff.letter.posted_done');
  await expect(form).toHaveCount(0);
}

/** Takes an ended request up again. */
export async function reopen(staff: Person, reasons: string): Promise<void> {
  await unfold(staff, 'staff.reopen.title');
  await staff.type('staff.reopen.reasons', reasons);
  await staff.press('staff.reopen.button');
  await expect(staff.button('staff.answer.button')).toBeVisible();
  await staff.judge();
}
