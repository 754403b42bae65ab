import { INSURANCE, KNOWN_SIGNER, LETTINGS, MARKER, NOTARY } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { linkIn } from '../support/post-office.ts';
import { enterCode } from '../support/steps/codes.ts';
import { acknowledge, comeIn, openForwarded } from '../support/steps/controller.ts';
import { file } from '../support/steps/filing.ts';
import { unfold } from '../support/steps/outcomes.ts';
import { isDone, openRequest, signIn } from '../support/steps/staff.ts';
import { openMine, referencesIn } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';

test('One organisation answers, another says that the request is not its own, and a third answers in its place', async ({
  portal,
  somebody,
}) => {
  const signer = await somebody();
  await file(signer, {
    subject: KNOWN_SIGNER,
    relationship: 'signer',
    organisation: 'demo lettings',
    document: '',
    rights: { access: '' },
  });
  await enterCode(signer, portal, KNOWN_SIGNER.email);
  const [reference = ''] = referencesIn(await portal.post.mailTo(KNOWN_SIGNER.email));
  await signer.page.getByRole('checkbox').and(signer.page.getByLabel(INSURANCE.name)).check();
  await signer.press('subject.organisations.submit');
  for (const _ of [LETTINGS, INSURANCE]) await portal.post.mailTo(KNOWN_SIGNER.email);
  const trail = (name: string) => signer.page.getByRole('article').filter({ hasText: name });

  const insurance = await somebody();
  await comeIn(insurance, portal, INSURANCE, await portal.post.mailTo(INSURANCE.email));
  await openForwarded(insurance, reference);

  await test.step('who disputes a request says why, and is done with it', async () => {
    await unfold(insurance, 'controller.dispute.title');
    await insurance.press('controller.dispute.button');
    await insurance.isToldOf('controller.flaw.dispute_reasons', insurance.field('controller.dispute.reasons'));
    await insurance.type('controller.dispute.reasons', `Never signed with us: ${MARKER}`);
    await insurance.press('controller.dispute.button');
    await insurance.sees(insurance.text('controller.state.disputed'));
    for (const key of ['controller.acknowledge.button', 'controller.report.button', 'controller.dispute.button']) {
      await expect(insurance.button(key)).toHaveCount(0);
    }
    await insurance.judge();
  });

  await test.step('the signer is told, and does not read why', async () => {
    const mail = await portal.post.mailTo(KNOWN_SIGNER.email);
    expect(new URL(linkIn(mail, '/requests/')).pathname).toBe(`/requests/${reference}`);
    await signer.open('/requests');
    await openMine(signer, 'access', reference);
    await signer.sees(signer.text('common.standing.triage'));
    await expect(trail(INSURANCE.name)).toContainText(signer.text('subject.request.next_disputed'));
    await signer.seesNot(MARKER);
    await signer.judge();
  });

  const staff = await somebody();
  await test.step('staff read why, and send it to another', async () => {
    await signIn(staff);
    await openRequest(staff, reference);
    await staff.sees(`Never signed with us: ${MARKER}`);
    await expect(staff.button('staff.route.leave_button')).toHaveCount(1);
    await staff.type('staff.route.search', 'demo');
    await staff.press('staff.route.search_button');
    const found = staff.page.getByRole('group', { name: staff.text('staff.route.choose') });
    await expect(found.getByLabel(INSURANCE.name, { exact: true })).toHaveCount(0);
    await staff.judge();
    await found.getByLabel(NOTARY.name, { exact: true }).check();
    await staff.press('staff.route.button');
    await isDone(staff, 'staff.route.done');
  });

  const notary = await somebody();
  await comeIn(notary, portal, NOTARY, await portal.post.mailTo(NOTARY.email));
  await portal.post.mailTo(KNOWN_SIGNER.email);
  const lettings = await somebody();
  await comeIn(lettings, portal, LETTINGS, await portal.post.mailTo(LETTINGS.email));
  for (const controller of [notary, lettings]) {
    await openForwarded(controller, reference);
    if (controller === notary) await acknowledge(controller);
    await report(controller);
    await portal.post.mailTo(KNOWN_SIGNER.email);
    if (controller === notary) await portal.post.mailTo(KNOWN_SIGNER.email);
  }

  await test.step('the signer sees who answered, how and when, and that it is over', async () => {
    await signer.open('/requests');
    await openMine(signer, 'access', reference);
    await signer.sees(signer.text('common.outcome.answered_by_controller'));
    for (const name of [LETTINGS.name, NOTARY.name]) {
      await expect(trail(name)).toContainText(signer.text('subject.request.step_answered'));
    }
    await signer.judge();
  });
});

/** The day where the operator is, as a control for days takes it. */
const TODAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' });

/** The controller says that it answered by letter today, after it left something out. */
async function report(controller: Person): Promise<void> {
  await controller.press('controller.report.button');
  await controller.isToldOf('controller.flaw.report_outcome', controller.field('controller.report.outcome'));
  await controller.field('controller.report.outcome').selectOption('nothing_held');
  await controller.field('controller.report.channel').selectOption('letter');
  await controller.type('controller.report.on', '2099-01-01');
  await controller.press('controller.report.button');
  await controller.isToldOf('errors.trouble.day_out_of_reach', controller.field('controller.report.on'));
  await expect(controller.field('controller.report.channel')).toHaveValue('letter');
  await controller.type('controller.report.on', TODAY.format(new Date()));
  await controller.press('controller.report.button');
  await controller.sees(controller.text('controller.state.answered'));
  await expect(controller.button('controller.report.button')).toHaveCount(0);
  await controller.judge();
}
