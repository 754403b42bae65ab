import { COLLEAGUE, CUSTOMER, MARKER, STAFF } from '../support/people.ts';
import { file } from '../support/steps/filing.ts';
import { answer, openRequest, queued, recordIdentity, signIn, unfoldFilters } from '../support/steps/staff.ts';
import { prove } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';
import type { Person } from '../support/person.ts';
import type { Portal } from '../support/portal.ts';

async function filed(portal: Portal, customer: Person): Promise<string> {
  await file(customer, { subject: CUSTOMER, relationship: 'customer', rights: { access: '', objection: MARKER } });
  const [reference = ''] = await prove(customer, portal, CUSTOMER);
  return reference;
}

test('Wrong passwords and unknown accounts are told the same, and the desk stays shut', async ({ somebody }) => {
  const visitor = await somebody();
  await visitor.open('/staff');
  await visitor.press('staff.sign_in.button');
  await visitor.isToldOf('errors.field.email', visitor.field('staff.sign_in.email'));
  const told: string[] = [];
  for (const [email, password] of [[STAFF.email, 'no such password'], ['nobody@example.org', STAFF.password]] as const) {
    await visitor.type('staff.sign_in.email', email);
    await visitor.type('staff.sign_in.password', password);
    await visitor.press('staff.sign_in.button');
    await expect(visitor.page.getByRole('alert')).toBeVisible();
    await expect(visitor.field('staff.sign_in.email')).toHaveValue(email);
    await expect(visitor.field('staff.sign_in.password')).toHaveValue('');
    // What scripts add below it comes when it comes; whole answers are compared where none run.
    told.push(await visitor.page.getByRole('alert').innerText());
    await visitor.judge();
  }
  expect(told[1]).toBe(told[0]);
  await visitor.open('/staff');
  await visitor.reads('staff.sign_in.title');
});

test('Broken JSON is told by line and column, and what was pasted is still there', async ({ portal, somebody }) => {
  const [customer, staff] = [await somebody(), await somebody()];
  const reference = await filed(portal, customer);
  await signIn(staff);
  await openRequest(staff, reference);
  const broken = `{\n  "name": "${MARKER}",\n  "oops": }\n`;
  await staff.field('staff.gather.system').selectOption('support');
  await staff.type('staff.gather.paste', broken);
  await staff.press('staff.gather.button');
  const syntax = staff.text('errors.flaw.json_syntax', { line: 3, column: 11 });
  await expect(staff.page.getByRole('alert')).toBeFocused();
  await staff.isLedTo(syntax, staff.field('staff.gather.paste'));
  await expect(staff.field('staff.gather.paste')).toHaveValue(broken);
  await expect(staff.field('staff.gather.system')).toHaveValue('support');
  await staff.judge();

  await test.step('a broken file is told at the file', async () => {
    await staff.type('staff.gather.paste', '');
    const file = { name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('[1, 2') };
    await staff.field('staff.gather.file').setInputFiles(file);
    await staff.press('staff.gather.button');
    const told = staff.text('errors.flaw.json_syntax', { line: 1, column: 5 });
    await expect(staff.field('staff.gather.file')).toHaveAccessibleDescription(new RegExp(told));
    await staff.judge();
  });
  await test.step('nothing at all, and both at once', async () => {
    await staff.press('staff.gather.button');
    await staff.isToldOf('staff.flaw.json', staff.field('staff.gather.paste'));
    await staff.type('staff.gather.paste', '{"a": 1}');
    const file = { name: 'good.json', mimeType: 'application/json', buffer: Buffer.from('{"a": 1}') };
    await staff.field('staff.gather.file').setInputFiles(file);
    await staff.press('staff.gather.button');
    await staff.isToldOf('staff.flaw.json_both', staff.field('staff.gather.paste'));
    await expect(staff.field('staff.gather.paste')).toHaveValue('{"a": 1}');
  });
});

test('A sign-in that ran out in the middle of an answer loses nothing of it', async ({ portal, somebody }) => {
  const [customer, staff] = [await somebody(), await somebody()];
  await filed(portal, customer);
  await signIn(staff);
  const [, objection = ''] = await queued(staff);
  await openRequest(staff, objection);
  await staff.page.context().clearCookies({ name: 'inzage_session' });
  await staff.tick('staff.answer.fulfilled');
  await staff.type('staff.answer.words', `Long thought about ${MARKER}.`);
  await staff.press('staff.answer.button');
  await staff.reads('staff.sign_in.title');
  await signIn(staff);
  await openRequest(staff, objection);
  await expect(staff.field('staff.answer.words')).toHaveValue(`Long thought about ${MARKER}.`);
  await expect(staff.field('staff.answer.fulfilled')).toBeChecked();
});

test('Two members of staff decide at once: the second is told, and nothing of hers is lost', async ({ portal, somebody }) => {
  const [customer, first, second] = [await somebody(), await somebody(), await somebody()];
  await filed(portal, customer);
  await signIn(first, STAFF);
  await signIn(second, COLLEAGUE);
  const [, objection = ''] = await queued(first);
  for (const staff of [first, second]) await openRequest(staff, objection);
  await answer(first, 'staff.answer.fulfilled', `The first answer about ${MARKER}.`);
  await portal.post.mailTo(CUSTOMER.email);

  await second.tick('staff.answer.fulfilled');
  await second.type('staff.answer.words', `The second answer about ${MARKER}.`);
  await second.press('staff.answer.button');
  await expect(second.page.getByRole('alert')).toContainText(second.text('errors.trouble.conflict'));
  await second.sees(`The first answer about ${MARKER}.`);
  await second.sees(second.text('staff.timeline.by', { name: STAFF.name }));
  await second.judge();
});

test('Two members of staff work on one request: the second sees what the first did, and goes on', async ({
  portal,
  somebody,
}) => {
  const [customer, first, second] = [await somebody(), await somebody(), await somebody()];
  const reference = await filed(portal, customer);
  await signIn(first, STAFF);
  await signIn(second, COLLEAGUE);
  for (const staff of [first, second]) await openRequest(staff, reference);
  await recordIdentity(first, 'mailbox_on_record');

  const pasted = `{"kept": "${MARKER}"}`;
  await second.field('staff.gather.system').selectOption('invoicing');
  await second.type('staff.gather.paste', pasted);
  await second.press('staff.gather.button');
  await expect(second.page.getByRole('alert')).toContainText(second.text('errors.trouble.conflict'));
  await second.sees(second.text('common.identity_basis.mailbox_on_record'));
  await expect(second.field('staff.gather.paste')).toHaveValue(pasted);
  await second.judge();
  await second.press('staff.gather.button');
  await second.sees(second.text('staff.gather.done'));
});

/** Whether there is little room. */
async function isPhone(staff: Person): Promise<boolean> {
  return (staff.page.viewportSize()?.width ?? 0) < 700;
}

test('The list is narrowed by whose turn it is, and what is closed tells how it ended', async ({
  portal,
  somebody,
}) => {
  const [customer, staff] = [await somebody(), await somebody()];
  await filed(portal, customer);
  await signIn(staff);
  const [access = '', objection = ''] = await queued(staff);
  await staff.sees(staff.text('staff.queue.many', { count: 2 }));
  await staff.sees(staff.text('staff.queue.soon_none'));
  await expect(staff.page.getByText(staff.text('staff.queue.filter_none'))).toBeVisible({ visible: await isPhone(staff) });
  await unfoldFilters(staff);
  await staff.field('staff.queue.party').selectOption({ label: staff.text('staff.party.staff') });
  await staff.press('staff.queue.narrow');
  expect(await queued(staff)).toEqual([access, objection]);
  await expect(staff.field('staff.queue.party')).toBeVisible();
  const told = staff.page.locator('.narrowing > summary').getByText(staff.text('staff.party.staff'));
  await expect(told, 'what is set is told, open as it is').toBeVisible({ visible: await isPhone(staff) });
  await staff.judge();
  await staff.field('staff.queue.party').selectOption({ label: staff.text('staff.party.controller') });
  await staff.press('staff.queue.narrow');
  await staff.sees(staff.text('staff.queue.none_match'));
  await staff.follow('staff.queue.show_all');

  await openRequest(staff, objection);
  await answer(staff, 'staff.answer.fulfilled', `Long thought about ${MARKER}.`);
  await portal.post.mailTo(CUSTOMER.email);
  await staff.open('/staff?waits_for=nobody');
  expect(await queued(staff)).toEqual([objection]);
  await staff.sees(staff.text('staff.queue.one'));
  await staff.field('staff.queue.outcome').selectOption('refused');
  await staff.press('staff.queue.narrow');
  await staff.sees(staff.text('staff.queue.none_match'));
  await staff.field('staff.queue.outcome').selectOption('fulfilled');
  await staff.press('staff.queue.narrow');
  expect(await queued(staff)).toEqual([objection]);
  await expect(staff.page.getByRole('table')).toContainText(staff.text('common.outcome.fulfilled'));
  await staff.judge();
});
