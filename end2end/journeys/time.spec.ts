import { CUSTOMER, MARKER } from '../support/people.ts';
import { linkIn } from '../support/post-office.ts';
import { takeInLetter } from '../support/steps/intake.ts';
import { file } from '../support/steps/filing.ts';
import { answer, isDone, openRequest, signIn } from '../support/steps/staff.ts';
import { lastDay, prove } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';

test('Staff take longer once, with a reason that the person reads; and ask who it is only with a doubt', async ({
  portal,
  somebody,
}) => {
  const customer = await somebody();
  await file(customer, { subject: CUSTOMER, relationship: 'customer', rights: { access: 'Everything.' } });
  const [reference = ''] = await prove(customer, portal, CUSTOMER);
  await customer.open(`/requests/${reference}`);
  const before = await lastDay(customer);

  const staff = await somebody();
  await signIn(staff);
  await openRequest(staff, reference);
  await test.step('more time needs one of two grounds, a number of months, and words', async () => {
    await staff.unfold('staff.extend.open');
    await staff.press('staff.extend.button');
    const [ground, grounds] = [staff.field('common.extension_ground.complexity'), staff.text('staff.extend.ground')];
    await staff.isToldOf('staff.flaw.extend_ground', ground, staff.page.getByRole('group', { name: grounds }));
    await staff.tick('common.extension_ground.complexity');
    await staff.tick('staff.extend.two');
    await staff.press('staff.extend.button');
    await staff.isToldOf('staff.flaw.extend_reasons', staff.field('staff.extend.reasons'));
    await staff.judge();
  });
  await staff.type('staff.extend.reasons', `Your ${MARKER} lies in three archives.`);
  await staff.press('staff.extend.button');
  await isDone(staff, 'staff.extend.done');
  await staff.sees(staff.text('staff.clock.refusal'));
  await expect(staff.button('staff.extend.button')).toHaveCount(0);
  const mail = await portal.post.mailTo(CUSTOMER.email);
  expect(mail.subject).toBe(customer.text('mails.extended.subject', { reference }));
  expect(mail.text).not.toContain(MARKER);
  await customer.open(new URL(linkIn(mail, '/requests/')).pathname);
  await customer.sees(`Your ${MARKER} lies in three archives.`);
  expect((await lastDay(customer)) > before).toBe(true);
  await customer.judge();

  await test.step('who is asked who they are is asked for a reason', async () => {
    await staff.unfold('staff.doubt.open');
    await staff.type('staff.doubt.question', 'Which number stands on your last bill?');
    await staff.press('staff.doubt.button');
    await staff.isToldOf('staff.flaw.doubt', staff.field('staff.doubt.reasons'));
    await staff.judge();
  });
  await staff.type('staff.doubt.reasons', `Two people are called ${MARKER}.`);
  await test.step('who asks for a passport is asked back', async () => {
    await staff.type('staff.doubt.question', 'Please send a copy of your passport.');
    await staff.press('staff.doubt.button');
    await staff.sees(staff.text('staff.caution.id_copy'));
    await staff.judge();
    await staff.type('staff.doubt.question', 'Which number stands on your last bill?');
  });
  await staff.press('staff.doubt.button');
  await isDone(staff, 'staff.doubt.done');
  await portal.post.mailTo(CUSTOMER.email);
  await customer.open(`/requests/${reference}`);
  await customer.sees('Which number stands on your last bill?');
  await customer.seesNot(`Two people are called ${MARKER}.`);
  await customer.judge();
  await customer.type('subject.talk.answer', '4711');
  await customer.press('subject.talk.button');
  await customer.sees(customer.text('subject.talk.done'));
});

test('A letter that lay too long: no more time is to be had, and a refusal is recorded as late', async ({ somebody }) => {
  const staff = await somebody();
  await signIn(staff);
  const letter = { from: CUSTOMER, received: '2026-02-10', address: 'Example Lane 1\n1234 AB Example', language: 'en', right: 'access' } as const;
  await takeInLetter(staff, letter);
  await staff.sees(staff.text('errors.trouble.after_first_month'));
  await staff.sees(staff.pattern('staff.answer.late'));
  await staff.field('staff.answer.ground').selectOption('manifestly_unfounded');
  await staff.type('staff.answer.burden', 'The letter holds nothing but insults.');
  await answer(staff, 'staff.answer.refused', 'There is nothing in it.', 'staff.letter.ready');
  await staff.sees(staff.pattern('staff.timeline.decided_late'));
});
