import { readExport, save, sha256 } from '../support/files.ts';
import { CUSTOMER, MARKER } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { takeHome } from '../support/package.ts';
import { SYSTEMS } from '../support/portal.ts';
import { linkIn } from '../support/post-office.ts';
import { chooseRelationship, describe, begin, chooseRights, giveContact, send } from '../support/steps/filing.ts';
import { answer, gatherFile, gatherPasted, openRequest, queued, recordIdentity, signIn } from '../support/steps/staff.ts';
import { arrive, asksWhy, comeBack, lastDay, openMine, prove } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';

const [INVOICING, SUPPORT] = SYSTEMS as [(typeof SYSTEMS)[0], (typeof SYSTEMS)[0]];
/** Pasted as a form sends it: line ends become CR LF. */
const PASTED = JSON.stringify({ invoices: [{ number: 'F-1', amount: 12.5 }, { number: 'F-2', paid: true }] });
/** A file with what survives only where nobody touches it: a byte-order mark, spaces, a number of 20 digits, CR LF. */
const FILE = Buffer.from(`\ufeff{ "messages" : [ { "text" : "${MARKER}",\r\n "id": 12345678901234567890 } ] }\r\n`);

test('A customer asks for access, staff answer with the data, and the customer takes them home', async ({
  portal,
  somebody,
}) => {
  const customer = await somebody();
  await begin(customer);
  await chooseRelationship(customer, 'customer');
  await chooseRights(customer, ['access']);
  await describe(customer, 'access', '');
  await giveContact(customer, CUSTOMER);
  await customer.reads('filing.check.title');
  for (const answered of [CUSTOMER.name, CUSTOMER.email, CUSTOMER.customerNumber ?? '']) await customer.sees(answered);
  await send(customer);
  const [reference = ''] = await prove(customer, portal, CUSTOMER);

  await arrive(customer, 'access', reference);
  await customer.sees(customer.text('common.standing.with_staff'));
  await asksWhy(customer);
  const due = await lastDay(customer);
  expect(due).toMatch(/^\d{4}-\d\d-\d\d$/);

  const staff = await somebody();
  await signIn(staff);
  expect(await queued(staff)).toEqual([reference]);
  await openRequest(staff, reference);
  for (const fact of [CUSTOMER.name, CUSTOMER.email, CUSTOMER.customerNumber ?? '']) await staff.sees(fact);
  await staff.sees(staff.text('errors.trouble.identity_unconfirmed'));
  await recordIdentity(staff, 'mailbox_on_record');
  await gatherPasted(staff, INVOICING.label, PASTED);
  await gatherFile(staff, SUPPORT.label, 'support.json', FILE);
  await test.step('staff see what was gathered as a tree', async () => {
    const tree = staff.page.getByRole('region', { name: staff.text('staff.gather.title') });
    for (const shown of [`${INVOICING.label}: invoices`, 'F-1', '12.5', `${SUPPORT.label}: messages`, MARKER]) {
      await expect(tree).toContainText(shown);
    }
  });
  const early = await readExport(portal, await save(staff.link('staff.export.link')));
  expect(early.request).toMatchObject({ reference, due, right: 'access', dpv: 'https://w3id.org/dpv/legal/eu/gdpr#A15' });
  await answer(staff, 'staff.answer.fulfilled_access', `Here are your data about ${MARKER}.`);

  const told = await portal.post.mailTo(CUSTOMER.email);
  expect(new URL(linkIn(told, '/requests/')).pathname).toBe(`/requests/${reference}`);

  const home = await somebody();
  await test.step('the link alone shows nothing', async () => {
    await home.open(linkIn(told, '/requests/'));
    await home.reads('subject.back.title');
  });
  await comeBack(home, portal, CUSTOMER);
  await openMine(home, 'access', reference);
  await home.sees(home.text('common.outcome.fulfilled'));
  await home.sees(`Here are your data about ${MARKER}.`);
  const until = await openUntil(staff);
  await home.sees(home.text('subject.request.files_text', { until: until.shown }));
  expect(until.days).toBeCloseTo(14, 1);

  const exported = await save(home.link('subject.request.export'));
  expect(exported.name).toBe('export.json');
  const json = await readExport(portal, exported);
  expect(json.request).toEqual(early.request);
  expect(json.groups.map((group) => group.group_label)).toEqual([`${INVOICING.label}: invoices`, `${SUPPORT.label}: messages`]);
  expect(json.originals).toHaveLength(2);
  const inputs = [Buffer.from(PASTED), FILE];
  for (const [at, { label }] of SYSTEMS.entries()) {
    const [original, saved] = [json.originals[at], await save(home.link('subject.request.original', { name: label }))];
    expect(saved.bytes).toEqual(inputs[at]);
    expect(original).toMatchObject({ path: `originals/${saved.name}`, bytes: saved.bytes.length });
    expect(original?.sha256).toBe(sha256(saved.bytes));
  }

  await test.step('everything comes in one file, with a page to read', async () => {
    const whole = await save(home.link('subject.request.everything'));
    expect(whole.name).toBe(`${reference}.zip`);
    await takeHome(home, portal, [`Here are your data about ${MARKER}.`, 'F-1']);
    await home.link('subject.request.read').click();
    for (const shown of [home.text('reading.title'), `Here are your data about ${MARKER}.`, 'F-1', MARKER]) {
      await expect(home.page.getByRole('main')).toContainText(shown);
    }
    const beside = await save(home.page.getByRole('link', { name: 'export.json', exact: true }));
    expect(beside.bytes).toEqual(exported.bytes);
    await home.page.goBack();
  });

  await test.step('each download is in the history, on both sides', async () => {
    await home.page.reload();
    await staff.page.reload();
    for (const file of ['export.json', ...json.originals.map((original) => original.path)]) {
      await home.sees(home.text('subject.event.downloaded', { file }));
      await staff.sees(staff.text('staff.timeline.downloaded', { file }));
    }
    await home.judge();
    await staff.judge();
  });

  await test.step('once signed out, nobody gets the files', async () => {
    const path = (await home.link('subject.request.export').getAttribute('href')) ?? '';
    await home.press('common.sign_out');
    await home.reads('subject.signed_out.title');
    await home.open(path);
    await home.reads('subject.back.title');
  });
});

/** Until when the answer can be downloaded: as staff read it, and in how many days that is. */
async function openUntil(staff: Person): Promise<{ shown: string; days: number }> {
  const key = staff.page.getByRole('term').filter({ hasText: staff.text('staff.answer.available_until') });
  const time = staff.page.getByRole('main').locator('dl > div', { has: key }).locator('time');
  const at = new Date((await time.getAttribute('datetime')) ?? '');
  return { shown: (await time.textContent()) ?? '', days: (at.getTime() - Date.now()) / 86_400_000 };
}
