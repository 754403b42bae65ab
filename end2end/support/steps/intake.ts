/** Taking in what came by letter. */

import type { Subject } from '../people.ts';
import type { Person } from '../person.ts';
import type { Language } from '../texts.ts';
import type { Right } from './filing.ts';

/** A letter of a customer that asks for one thing and is answered by a letter. */
export interface PaperLetter {
  readonly from: Subject;
  readonly received: string;
  readonly address: string;
  readonly language: Language;
  readonly right: Right;
}

/** The checkbox of a right. */
export function rightBox(staff: Person, right: Right) {
  return staff.page.getByRole('checkbox', { name: new RegExp(`^${staff.text(`common.right_in_law.${right}`)}`) });
}

/** From the desk to the request that a letter became. */
export async function takeInLetter(staff: Person, letter: PaperLetter): Promise<void> {
  await staff.follow('staff.intake.link');
  await staff.field('staff.intake.channel').selectOption('letter');
  await staff.type('staff.intake.received', letter.received);
  await staff.type('staff.facts.name', letter.from.name);
  await staff.field('staff.facts.relationship').selectOption('customer');
  await staff.tick('staff.intake.by_letter');
  await staff.type('staff.intake.address', letter.address);
  await staff.field('staff.facts.language').selectOption(letter.language);
  await rightBox(staff, letter.right).check();
  await staff.press('staff.intake.button');
  await staff.at(/[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{4}/);
}
