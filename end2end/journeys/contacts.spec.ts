import { Passkeys } from '../support/passkey.ts';
import { COLLEAGUE, COURIER, KNOWN_SIGNER, LETTINGS, UNKNOWN_SIGNER } from '../support/people.ts';
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
    await officer.press('staff.controllers.again');
    await isDone(officer, 'staff.controllers.done');
    await portal.post.mailTo(OTHER);
  });
});

test.describe('In a browser with scripts', () => {
  test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'browsers lend passkeys to scripts alone');

  test('The people of a controller add a passkey, and come in without a mail', { tag: '@shots' }, async ({ portal, somebody }) => {
    const signer = await somebody();
    const rights = { access: '' };
    await file(signer, { subject: KNOWN_SIGNER, relationship: 'signer', organisation: 'demo lettings', document: '', rights });
    const [reference = ''] = await prove(signer, portal, KNOWN_SIGNER);
    await signer.reads('subject.organisations.title');
    await signer.press('subject.organisations.submit');
    await portal.post.mailTo(KNOWN_SIGNER.email);

    const lettings = await somebody();
    const passkeys = await Passkeys.on(lettings.page);
    await comeIn(lettings, portal, LETTINGS, await portal.post.mailTo(LETTINGS.email));
    await lettings.follow('controller.keys.title');
    await lettings.judge();
    await lettings.type('staff.key.name', 'Front desk');
    await lettings.press('staff.key.make_passkey');
    await isDone(lettings, 'controller.keys.done');
    expect(await passkeys.count()).toBe(1);
    const told = await portal.post.mailTo(LETTINGS.email);
    expect(told.subject).toBe(text(LETTINGS.language, 'mails.passkey_added.subject', { controller: LETTINGS.name }));

    await test.step('comes back by it, and not after it was taken away', async () => {
      await leave(lettings);
      await lettings.press('staff.sign_in.by_passkey');
      await lettings.reads('controller.inbox.title');
      expect(await forwarded(lettings)).toEqual([reference]);
      await lettings.follow('controller.keys.title');
      await lettings.press('controller.keys.remove_of', { name: 'Front desk' });
      await isDone(lettings, 'controller.keys.done');
      await leave(lettings);
      await lettings.press('staff.sign_in.by_passkey');
      await lettings.sees(lettings.text('errors.trouble.key_unknown'));
      await lettings.judge();
    });
  });
});

/** Signs out, and comes without a link. */
async function leave(person: Person): Promise<void> {
  await person.press('common.sign_out');
  await person.open('/controller');
  await person.reads('controller.sign_in.title');
  await person.judge();
}

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
