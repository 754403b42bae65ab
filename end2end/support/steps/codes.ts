/** Codes that come by mail. */

import { expect } from '@playwright/test';
import type { Person } from '../person.ts';
import type { Portal } from '../portal.ts';
import { codeIn } from '../post-office.ts';
import type { Mail } from '../post-office.ts';

/** Waits for the mail with the code, and enters it. */
export async function enterCode(person: Person, portal: Portal, address: string): Promise<Mail> {
  await person.reads('subject.code.title');
  const mail = await portal.post.mailTo(address);
  await typeCode(person, codeIn(mail));
  return mail;
}

/** Enters a code, right or wrong. */
export async function typeCode(person: Person, code: string): Promise<void> {
  await person.type('subject.code.label', code);
  await person.press('subject.code.submit');
}

/** The code is not taken, and the page says so at its field. */
export async function isNotAccepted(person: Person): Promise<void> {
  await person.isToldOf('errors.field.code_not_accepted', person.field('subject.code.label'));
  // What was typed is a secret: it does not stand there again.
  await expect(person.field('subject.code.label')).toHaveValue('');
  await person.judge();
}

/** A code that is surely not this one. */
export function otherThan(code: string): string {
  return code.replace(/^./, (first) => String((Number(first) + 1) % 10));
}
