import { COLLEAGUE, COURIER, UNKNOWN_SIGNER } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { run } from '../support/program.ts';
import { comeIn, forwarded } from '../support/steps/controller.ts';
import { file } from '../support/steps/filing.ts';
import { isDone, openRequest, signIn } from '../support/steps/staff.ts';
import { prove } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';
import { text } from '../support/texts.ts';

const OTHER = 'office@courier.example.org';

test('Nothing goes to a controller before staff asked it, and another mailbox takes two of them', { tag: '@shots' }, async ({
  portal,
  somebody,
}) => {
  const signer = await somebody();
  await file(signer, {
    subject: UNKNOWN_SIGNER,
    relationship: 'signer',
    organisation: 'Demo Courier',
    document: '',
    rights: { access: '' },
  });
  const [reference = ''] = await prove(signer, portal, UNKNOWN_SIGNER);

  const officer = await somebody();
  await signIn(officer);
  await openRequest(officer, reference);
  await officer.page.getByRole('radio').and(officer.page.getByLabel(COURIER.name, { exact: true })).check();
  await officer.press('staff.route.button');
  await isDone(officer, 'staff.route.done');

  await test.step('the request says that nobody confirmed the contact, and leads to where it is', async () => {
    await officer.page.getByRole('link', { name: officer.text('staff.route.unconfirmed') }).click();
    await officer.at(COURIER.name);
    await officer.sees(officer.text('staff.controllers.waits'));
    await officer.judge();
    expect(portal.post.allTo(COURIER.email)).toHaveLength(0);
    await officer.press('staff.controllers.confirm');
    await officer.sees(officer.text('staff.flaw.contact_how'));
    await officer.judge();
    await officer.type('staff.controllers.how_ask', 'Called the number in the contract');
    await officer.press('staff.controllers.confirm');
    await isDone(officer, 'staff.controllers.done');
  });
  const notice = await portal.post.mailTo(COURIER.email);
  await portal.post.mailTo(UNKNOWN_SIGNER.email);
  const courier = await somebody();
  await comeIn(courier, portal, COURIER, notice);
  expect(await forwarded(courier)).toEqual([reference]);

  await test.step('who gives another mailbox does not confirm it', async () => {
    await officer.unfold('staff.controllers.another');
    await officer.type('staff.controllers.mailbox', OTHER);
    await officer.press('staff.controllers.another_button');
    await isDone(officer, 'staff.controllers.done');
    await officer.sees(officer.text('staff.controllers.other_eyes'));
    await officer.judge();
    const warning = await portal.post.mailTo(COURIER.email);
    expect(warning.subject).toBe(text(COURIER.language, 'mails.contact_changing.subject', { controller: COURIER.name }));
  });

  await test.step('a colleague sees it among what waits, and confirms it', async () => {
    const colleague = await somebody();
    await signIn(colleague, COLLEAGUE);
    await colleague.page.getByRole('link', { name: colleague.text('staff.controllers.look') }).click();
    await colleague.at(colleague.text('staff.controllers.title'));
    await colleague.judge();
    await colleague.page.getByRole('table').getByRole('link', { name: COURIER.name }).click();
    await confirm(colleague);
  });
  const taken = await portal.post.mailTo(OTHER);
  await courier.page.reload();
  await courier.reads('controller.sign_in.title');
  await comeIn(courier, portal, { ...COURIER, email: OTHER }, taken);
  expect(await forwarded(courier)).toEqual([reference]);

  await test.step('mail that comes back reaches staff, who send it again', async () => {
    const [mail] = portal.post.allTo(OTHER);
    const report = failureOf(mail?.id ?? '');
    await run(portal.folder, ['mail', 'returned', '--config', 'inzage.toml'], report);
    await officer.page.reload();
    await officer.sees(officer.text('staff.controllers.bounces_since'));
    await officer.judge();
  });
});

async function confirm(staff: Person): Promise<void> {
  await staff.type('staff.controllers.how_ask', 'Called the number in the contract');
  await staff.press('staff.controllers.confirm');
  await isDone(staff, 'staff.controllers.done');
}

/** What a mail server reports of a mail that nobody took (RFC 3464). */
function failureOf(id: string): string {
  return [
    'Content-Type: multipart/report; report-type=delivery-status; boundary=B',
    '',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    '',
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--B',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${id}`,
    '',
    '--B--',
    '',
  ].join('\r\n');
}
