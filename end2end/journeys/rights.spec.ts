import { CUSTOMER, MARKER } from '../support/people.ts';
import { RIGHTS, file } from '../support/steps/filing.ts';
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
