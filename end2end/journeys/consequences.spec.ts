import { CUSTOMER, MARKER } from '../support/people.ts';
import { SYSTEMS } from '../support/portal.ts';
import { linkIn } from '../support/post-office.ts';
import { takeInLetter } from '../support/steps/intake.ts';
import { file } from '../support/steps/filing.ts';
import { announceLifting, finishAct, nameRecipient, planAct, posted, spareRecipient } from '../support/steps/outcomes.ts';
import { answer, isDone, openRequest, recordIdentity, signIn } from '../support/steps/staff.ts';
import { arrive, prove } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';

const [INVOICING] = SYSTEMS as [(typeof SYSTEMS)[0]];

test('Who had the data is told of an erasure, or spared with reasons; and the person reads who that was', { tag: '@shots' }, async ({
  portal,
  somebody,
}) => {
  test.slow();
  const customer = await somebody();
  await file(customer, { subject: CUSTOMER, relationship: 'customer', rights: { erasure: `All of my ${MARKER}.` } });
  const [reference = ''] = await prove(customer, portal, CUSTOMER);
  const staff = await somebody();
  await signIn(staff);
  await openRequest(staff, reference);
  await test.step('a recipient has a name', async () => {
    await staff.unfold('staff.recipients.open');
    await staff.press('staff.recipients.button');
    await staff.isToldOf('staff.flaw.recipient_name', staff.field('staff.recipients.name'));
    await staff.judge();
  });
  await nameRecipient(staff, 'Acme Collections');
  await test.step('nobody is told before something was done', async () => {
    await staff.sees(staff.text('staff.recipients.early'));
    await expect(staff.button('staff.recipients.tell_button', { name: 'Acme Collections' })).toHaveCount(0);
  });
  await nameRecipient(staff, 'Old Partner');
  await nameRecipient(staff, 'Wrong House');
  await recordIdentity(staff, 'mailbox_on_record');
  await planAct(staff, INVOICING.label, `The account of ${MARKER}`);
  await finishAct(staff, INVOICING.label, '');
  await answer(staff, 'staff.answer.fulfilled', 'Everything is gone.');
  await staff.sees(staff.text('staff.next.notices'));

  const strike = { name: 'Wrong House' };
  const mistake = staff.page.getByRole('listitem').filter({ hasText: strike.name });
  await mistake.locator('summary', { hasText: staff.text('staff.recipients.strike') }).click();
  await staff.press('staff.recipients.strike_button', strike);
  await isDone(staff, 'staff.recipients.settled');
  await staff.press('staff.recipients.tell_button', { name: 'Acme Collections' });
  await isDone(staff, 'staff.recipients.settled');
  await test.step('who is not told, is not told for a reason', async () => {
    await staff.unfold('staff.recipients.spare');
    await staff.field('staff.recipients.spare_ground').selectOption('impossible');
    await staff.press('staff.recipients.spare_button', { name: 'Old Partner' });
    await staff.isToldOf('staff.flaw.spare_reasons', staff.field('staff.recipients.spare_reasons'));
    await expect(staff.field('staff.recipients.spare_ground')).toHaveValue('impossible');
    await staff.judge();
  });
  await spareRecipient(staff, 'Old Partner', `${MARKER} was dissolved.`);
  await staff.sees(`${MARKER} was dissolved.`);
  await staff.seesNot(staff.text('staff.next.notices'));

  await portal.post.mailTo(CUSTOMER.email);
  await customer.open(`/requests/${reference}`);
  await arrive(customer, 'erasure', reference);
  await customer.sees(/Acme Collections: told on/);
  await customer.sees(`Old Partner: ${customer.text('subject.request.recipient_impossible')}`);
  await customer.seesNot('Wrong House');
  await customer.seesNot(`${MARKER} was dissolved.`);
  await customer.judge();
});

test('A restriction is lifted once the person was told that it ends, and not before that day', { tag: '@shots' }, async ({
  portal,
  somebody,
}) => {
  test.slow();
  const customer = await somebody();
  await file(customer, { subject: CUSTOMER, relationship: 'customer', rights: { restriction: `My ${MARKER} is wrong.` } });
  const [reference = ''] = await prove(customer, portal, CUSTOMER);
  const staff = await somebody();
  await signIn(staff);
  await openRequest(staff, reference);
  await recordIdentity(staff, 'mailbox_on_record');
  await planAct(staff, INVOICING.label, `The account of ${MARKER}`);
  await finishAct(staff, INVOICING.label, '');
  await expect(staff.button('staff.lifting.button')).toHaveCount(0);
  await answer(staff, 'staff.answer.fulfilled', 'It is locked.');
  await portal.post.mailTo(CUSTOMER.email);

  await test.step('it is not lifted untold, and told are a day and a reason', async () => {
    await expect(staff.button('staff.lifting.lift_button')).toHaveCount(0);
    await staff.unfold('staff.lifting.open');
    await staff.type('staff.lifting.on', '2026-01-01');
    await staff.press('staff.lifting.button');
    await staff.isToldOf('staff.flaw.lifting_reasons', staff.field('staff.lifting.reasons'));
    await staff.type('staff.lifting.reasons', `Your ${MARKER} was right after all.`);
    await staff.press('staff.lifting.button');
    await staff.isToldOf('staff.flaw.lifting_early', staff.field('staff.lifting.on'));
    await expect(staff.field('staff.lifting.reasons')).toHaveValue(`Your ${MARKER} was right after all.`);
    await staff.judge();
  });
  await announceLifting(staff, day(1), `Your ${MARKER} was right after all.`);
  const mail = await portal.post.mailTo(CUSTOMER.email);
  expect(mail.subject).toBe(customer.text('mails.lifting.subject', { reference }));
  expect(mail.text).not.toContain(MARKER);
  await customer.open(new URL(linkIn(mail, '/requests/')).pathname);
  await customer.sees(customer.text('subject.request.lifting_title'));
  await customer.sees(`Your ${MARKER} was right after all.`);
  await customer.judge();

  await test.step('the mail is on record, and the restriction stays until the day that the person was told', async () => {
    await staff.page.reload();
    await staff.sees(staff.text('staff.timeline.mailed', { what: staff.text('staff.writing.lifting') }));
    await staff.sees(staff.text('errors.trouble.lifting_not_due'));
    await expect(staff.button('staff.lifting.lift_button')).toHaveCount(0);
  });
});

test('Who wrote a letter is told on paper that a restriction ends', { tag: '@shots' }, async ({ somebody }) => {
  const staff = await somebody();
  await signIn(staff);
  const letter = { from: CUSTOMER, received: day(0), address: 'Example Lane 1\n1234 AB Example', language: 'en', right: 'restriction' } as const;
  await takeInLetter(staff, letter);
  await recordIdentity(staff, 'facts_matched');
  await planAct(staff, INVOICING.label, 'The account');
  await finishAct(staff, INVOICING.label, '');
  await answer(staff, 'staff.answer.fulfilled', 'It is locked.', 'staff.letter.ready');
  await announceLifting(staff, day(14), `Your ${MARKER} was right after all.`, 'staff.lifting.done_letter');
  await staff.sees(staff.text('errors.trouble.lifting_untold'));
  await expect(staff.button('staff.lifting.lift_button')).toHaveCount(0);
  const request = staff.page.url();
  await staff.follow('staff.lifting.letter_link');
  await staff.reads('staff.letter.title');
  await expect(staff.page.getByRole('article')).toContainText(`Your ${MARKER} was right after all.`);
  await staff.judge();
  await staff.open(request);
  await posted(staff, 'lifting');
  await staff.sees(staff.text('errors.trouble.lifting_not_due'));
  await staff.judge();
});

/** A day from today on, in Amsterdam, as a date control takes it. */
function day(later: number): string {
  const at = new Date(Date.now() + later * 24 * 3600 * 1000);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(at);
}
