import { pdf, save } from '../support/files.ts';
import { CUSTOMER, MARKER } from '../support/people.ts';
import { RIGHTS, answerAsk, begin, chooseRelationship, chooseRights, file, giveContact, send } from '../support/steps/filing.ts';
import type { Right } from '../support/steps/filing.ts';
import { answer, openRequest, queued, recordIdentity, signIn } from '../support/steps/staff.ts';
import { comeBack, openMine, prove, withdraw } from '../support/steps/subject.ts';
import { finishAct, planAct } from '../support/steps/outcomes.ts';
import { SYSTEMS } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

const [INVOICING] = SYSTEMS as [(typeof SYSTEMS)[0]];

test('A customer files all eight rights at once, reads an answer in words, and withdraws another', async ({
  portal,
  somebody,
}) => {
  const customer = await somebody();
  const said = (right: Right) => `About ${right}: ${MARKER}.\n\nAnd a second paragraph.`;
  const rights = Object.fromEntries(RIGHTS.map((right) => [right, said(right)]));
  await file(customer, { subject: CUSTOMER, relationship: 'customer', rights });
  const references = await prove(customer, portal, CUSTOMER);
  expect(references).toHaveLength(RIGHTS.length);
  const referenceOf = (right: Right) => references[RIGHTS.indexOf(right)] ?? '';

  const staff = await somebody();
  await signIn(staff);
  expect(await queued(staff)).toEqual(references);
  await test.step('an objection is answered in words, and only in words', async () => {
    await openRequest(staff, referenceOf('objection'));
    await staff.sees(`About objection: ${MARKER}.`);
    await staff.tick('staff.answer.fulfilled');
    await staff.press('staff.answer.button');
    await staff.isToldOf('staff.flaw.words', staff.field('staff.answer.words'));
    await staff.judge();
    await answer(staff, 'staff.answer.fulfilled', `We stopped using your ${MARKER}.`);
  });
  await test.step('an erasure waits until staff know whose data they are', async () => {
    await staff.follow('common.back');
    await openRequest(staff, referenceOf('erasure'));
    await expect(staff.field('staff.answer.fulfilled')).toHaveAccessibleDescription(
      staff.pattern('errors.trouble.identity_unconfirmed'),
    );
    await recordIdentity(staff, 'other', `She knew her ${MARKER}.`);
    await planAct(staff, INVOICING.label, `The account of ${MARKER}`);
    await expect(staff.field('staff.answer.fulfilled')).toHaveAccessibleDescription(
      staff.pattern('errors.trouble.acts_open'),
    );
    await finishAct(staff, INVOICING.label, 'Confirmed by the system.');
    await answer(staff, 'staff.answer.fulfilled', `We erased your ${MARKER}.`);
  });
  expect((await portal.post.mailTo(CUSTOMER.email)).text).toContain(referenceOf('objection'));
  expect((await portal.post.mailTo(CUSTOMER.email)).text).toContain(referenceOf('erasure'));

  const home = await somebody();
  await comeBack(home, portal, CUSTOMER);
  await openMine(home, 'objection', referenceOf('objection'));
  await home.sees(`We stopped using your ${MARKER}.`);
  await home.seesNot(`She knew her ${MARKER}.`);
  await home.follow('common.back');
  await openMine(home, 'erasure', referenceOf('erasure'));
  await home.sees(`We erased your ${MARKER}.`);
  await home.seesNot(`She knew her ${MARKER}.`);

  await home.follow('common.back');
  await openMine(home, 'portability', referenceOf('portability'));
  await home.sees(`About portability: ${MARKER}.`);
  await withdraw(home);
  await staff.open('/staff');
  const open = references.filter((_, at) => !['objection', 'erasure', 'portability'].includes(RIGHTS[at] ?? ''));
  expect(await queued(staff)).toEqual(open);
});

test('What is wrong is shown with a file, which arrives where the correction is made', async ({
  portal,
  somebody,
}) => {
  test.slow();
  const customer = await somebody();
  await begin(customer);
  await chooseRelationship(customer, 'customer');
  await chooseRights(customer, ['access', 'rectification']);
  await answerAsk(customer, 'access_what', '');
  await answerAsk(customer, 'rectify_wrong', `The house number of ${MARKER}.`);
  await answerAsk(customer, 'rectify_right', `Another house number of ${MARKER}.`);
  await customer.reads('asks.rectify_proof.title');
  const [words, files] = [customer.field('asks.rectify_proof.title'), customer.field('filing.files.proof')];
  const [bill, letter] = [pdf('bill.pdf', MARKER), pdf('letter of the town.pdf', `moved to ${MARKER}`)];
  const removes = (name: string) => customer.page.getByRole('button', { name: `${customer.text('common.files.remove')} ${name}` });

  await test.step('a file that is none of those is named, and what was typed is still there', async () => {
    await words.fill(`A letter about ${MARKER}.`);
    await files.setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"/>') });
    await customer.press('filing.continue_on');
    await customer.isToldOf('errors.flaw.file_kind', files);
    await expect(words).toHaveValue(`A letter about ${MARKER}.`);
    await customer.judge();
  });
  await test.step('files are added, shown, and taken out again', async () => {
    await files.setInputFiles([bill, letter]);
    await customer.press('filing.files.add');
    await expect(removes('bill.pdf')).toBeVisible();
    await customer.judge();
    await removes('bill.pdf').click();
    await expect(removes('bill.pdf')).toHaveCount(0);
    await expect(removes('letter of the town.pdf')).toBeVisible();
    await expect(words).toHaveValue(`A letter about ${MARKER}.`);
  });
  await customer.press('filing.continue_on');
  await giveContact(customer, CUSTOMER);
  await customer.reads('filing.check.title');
  await customer.sees('letter of the town.pdf');
  await customer.seesNot('bill.pdf');
  await send(customer);
  const [access = '', rectification = ''] = await prove(customer, portal, CUSTOMER);
  await customer.reads('subject.overview.title');
  await openMine(customer, 'rectification', rectification);
  await customer.sees('letter of the town.pdf');

  const staff = await somebody();
  await signIn(staff);
  await openRequest(staff, rectification);
  const saved = await save(staff.page.getByRole('link', { name: 'letter of the town.pdf' }));
  expect(saved.bytes.equals(letter.buffer), 'the proof is what was sent').toBe(true);
  await staff.judge();
  await staff.open(`/staff/requests/${access}`);
  await staff.at(access);
  await staff.seesNot('letter of the town.pdf');
});
