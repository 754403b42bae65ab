import { save } from '../support/files.ts';
import { CUSTOMER, MARKER } from '../support/people.ts';
import { takeHome } from '../support/package.ts';
import { SYSTEMS } from '../support/portal.ts';
import { linkIn } from '../support/post-office.ts';
import { file } from '../support/steps/filing.ts';
import { ask, finishAct, planAct, reopen, reply, unfold, withhold } from '../support/steps/outcomes.ts';
import { answer, gatherPasted, openRequest, recordIdentity, signIn } from '../support/steps/staff.ts';
import { arrive, comeBack, openMine, prove } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';

const [INVOICING, SUPPORT] = SYSTEMS as [(typeof SYSTEMS)[0], (typeof SYSTEMS)[0]];
const LOG = Buffer.from('09:12 account 4711 erased\n');
const PDF = Buffer.from(`%PDF-1.7\n${MARKER}\n%%EOF\n`);

test('An erasure is done in part: an invoice is kept, and the person reads what, why and until when', async ({
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
  await staff.sees(staff.text('staff.next.identify'));
  await planAct(staff, INVOICING.label, `The account of ${MARKER}`);
  await test.step('nothing is erased before it is known whose data they are', async () => {
    await staff.sees(staff.pattern('errors.trouble.identity_unconfirmed'));
    await expect(staff.button('staff.acts.finish_button', { system: INVOICING.label })).toHaveCount(0);
  });
  await recordIdentity(staff, 'mailbox_on_record');
  await test.step('a file that lies is named, and what was written is still there', async () => {
    await unfold(staff, 'staff.acts.finish');
    await staff.type('staff.acts.proof', 'Log line 4711.');
    const lie = { name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from('<svg><script>1</script></svg>') };
    await staff.field('staff.acts.proof_files').setInputFiles(lie);
    await staff.press('staff.acts.finish_button', { system: INVOICING.label });
    await staff.isToldOf('errors.flaw.file_kind', staff.field('staff.acts.proof_files'));
    await expect(staff.field('staff.acts.proof')).toHaveValue('Log line 4711.');
    await staff.judge();
  });
  await finishAct(staff, INVOICING.label, 'Log line 4711.', [{ name: 'log.txt', buffer: LOG }]);
  await test.step('what shows the act is there to save', async () => {
    const saved = await save(staff.page.getByRole('link', { name: 'log.txt' }));
    expect(saved.bytes.equals(LOG), 'as it was sent').toBe(true);
    await staff.sees(staff.pattern('staff.timeline.act_done_files'));
  });
  await withhold(staff, { what: `Invoice of ${MARKER}`, ground: 'legal_obligation', why: 'The tax office may ask for it.', until: '2034-12-31' });
  await test.step('the law of the country is invoked by its provision', async () => {
    await unfold(staff, 'staff.answer.laws');
    await staff.sees('Uitvoeringswet Algemene verordening gegevensbescherming');
    await staff.judge();
    await withhold(staff, { what: `Dispute ${MARKER}`, ground: 'national_law:NL-UAVG-41-1-j', why: 'A bill is not paid.', until: '' });
  });
  await expect(staff.field('staff.answer.fulfilled')).toHaveAccessibleDescription(
    staff.pattern('errors.trouble.something_withheld'),
  );
  await answer(staff, 'staff.answer.partly', 'Everything else is gone.');
  await staff.sees('Log line 4711.');

  await portal.post.mailTo(CUSTOMER.email);
  await customer.open(`/requests/${reference}`);
  await arrive(customer, 'erasure', reference);
  for (const told of [
    'Everything else is gone.',
    `Invoice of ${MARKER}`,
    'The tax office may ask for it.',
    customer.text('common.ground.legal_obligation'),
    'Art. 41(1)(j) UAVG',
    customer.text('common.remedies.court'),
    'Dutch Data Protection Authority',
  ]) {
    await customer.sees(told);
  }
  await customer.seesNot('Log line 4711.');
  await customer.seesNot('log.txt');
  await customer.judge();
});

test('A refusal needs a ground and reasons, and names the remedies; taken up again, it is answered anew', async ({
  portal,
  somebody,
}) => {
  const customer = await somebody();
  await file(customer, { subject: CUSTOMER, relationship: 'customer', rights: { access: '' } });
  const [reference = ''] = await prove(customer, portal, CUSTOMER);
  const staff = await somebody();
  await signIn(staff);
  await openRequest(staff, reference);
  await staff.tick('staff.answer.refused');
  await staff.press('staff.answer.button');
  await staff.isToldOf('staff.flaw.ground', staff.field('staff.answer.ground'));
  await staff.judge();
  await staff.field('staff.answer.ground').selectOption('excessive');
  await staff.type('staff.answer.words', 'This is the fourth time this month.');
  await staff.press('staff.answer.button');
  await staff.isToldOf('staff.flaw.burden', staff.field('staff.answer.burden'));
  await staff.type('staff.answer.burden', `Three letters about ${MARKER} in October.`);
  await staff.press('staff.answer.button');
  await test.step('the first in a year is not lightly called excessive', async () => {
    const [box, boxes] = [staff.field('staff.despite.called_excessive'), staff.text('staff.caution.legend')];
    await staff.isToldOf('staff.caution.called_excessive', box, staff.page.getByRole('group', { name: boxes }));
    await staff.judge();
  });
  await staff.tick('staff.despite.called_excessive');
  await answer(staff, 'staff.answer.refused', 'This is the fourth time this month.');

  await portal.post.mailTo(CUSTOMER.email);
  const home = await somebody();
  await comeBack(home, portal, CUSTOMER);
  await openMine(home, 'access', reference);
  for (const told of ['This is the fourth time this month.', home.text('common.ground.excessive')]) await home.sees(told);
  await expect(home.link('subject.request.export')).toHaveCount(0);
  await home.sees(home.text('common.remedies.complain'));

  await reopen(staff, `It was the first time: ${MARKER}.`);
  const again = await portal.post.mailTo(CUSTOMER.email);
  expect(again.subject).toBe(home.text('mails.reopened.subject', { reference }));
  await recordIdentity(staff, 'mailbox_on_record');
  await gatherPasted(staff, SUPPORT.label, JSON.stringify({ tickets: [{ number: 1, text: MARKER }] }));
  await answer(staff, 'staff.answer.fulfilled_access', 'We were wrong. Here they are.');
  await portal.post.mailTo(CUSTOMER.email);
  await home.open(`/requests/${reference}`);
  await home.sees('We were wrong. Here they are.');
  await takeHome(home, portal, ['We were wrong. Here they are.', MARKER]);
  await expect(home.page.getByRole('region', { name: home.text('subject.request.answer') })).not.toContainText(
    home.text('common.remedies.court'),
  );
  await unfold(home, 'subject.request.earlier');
  await home.sees('This is the fourth time this month.');
  await home.seesNot('It was the first time');
  await home.judge();
});

test('Staff ask, the person answers with a file, and only what is what it says is taken', async ({
  portal,
  somebody,
}) => {
  const customer = await somebody();
  await file(customer, { subject: CUSTOMER, relationship: 'customer', rights: { rectification: `My ${MARKER} is wrong.` } });
  const [reference = ''] = await prove(customer, portal, CUSTOMER);
  const staff = await somebody();
  await signIn(staff);
  await openRequest(staff, reference);
  await ask(staff, `Which ${MARKER} do you mean?`);
  await staff.sees(staff.text('staff.standing.awaiting_subject'));
  const mail = await portal.post.mailTo(CUSTOMER.email);
  expect(mail.subject).toBe(customer.text('mails.asked.subject', { reference }));
  expect(new URL(linkIn(mail, '/requests/')).pathname).toBe(`/requests/${reference}`);

  await customer.open(`/requests/${reference}`);
  await customer.sees(`Which ${MARKER} do you mean?`);
  await customer.judge();
  await test.step('a file that lies is named, and what was written is still there', async () => {
    await reply(customer, `The second ${MARKER}.`, { name: 'scan.png', buffer: Buffer.from('<svg><script>1</script></svg>') });
    await customer.isToldOf('errors.flaw.file_kind', customer.field('subject.talk.files'));
    await expect(customer.field('subject.talk.answer')).toHaveValue(`The second ${MARKER}.`);
    await customer.judge();
  });
  await reply(customer, `The second ${MARKER}.`, { name: 'scan.pdf', buffer: PDF });
  await customer.sees(customer.text('subject.talk.done'));
  await customer.judge();

  await staff.open(`/staff/requests/${reference}`);
  await staff.sees(`The second ${MARKER}.`);
  await staff.judge();
  const saved = await save(staff.page.getByRole('link', { name: 'scan.pdf' }));
  expect(saved.bytes.equals(PDF), 'what arrives is what was sent').toBe(true);
  const own = await save(customer.page.getByRole('link', { name: 'scan.pdf' }));
  expect(own.bytes.equals(PDF)).toBe(true);
});
