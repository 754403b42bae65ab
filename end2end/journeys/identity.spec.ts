import type { Locator } from '@playwright/test';
import { png, save } from '../support/files.ts';
import { CUSTOMER, MARKER } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import type { Portal } from '../support/portal.ts';
import { linkIn } from '../support/post-office.ts';
import { file } from '../support/steps/filing.ts';
import { isDone, openRequest, signIn } from '../support/steps/staff.ts';
import { prove } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';

/** The text field of a fact: parts of a document bear the same names. */
function known(staff: Person, fact: string): Locator {
  return staff.page.getByRole('textbox', { name: fact, exact: true });
}

async function both(portal: Portal, somebody: () => Promise<Person>): Promise<[Person, Person, string]> {
  const customer = await somebody();
  await file(customer, { subject: CUSTOMER, relationship: 'customer', rights: { access: 'Everything.' } });
  const [reference = ''] = await prove(customer, portal, CUSTOMER);
  const staff = await somebody();
  await signIn(staff);
  await openRequest(staff, reference);
  return [customer, staff, reference];
}

test('Facts: wrong, wrong and right, and nobody is told which was wrong', async ({ portal, somebody }) => {
  const [customer, staff, reference] = await both(portal, somebody);
  await test.step('staff put down what they know', async () => {
    await staff.unfold('staff.proof.facts_open');
    await staff.press('staff.proof.facts_button');
    await staff.isToldOf('staff.flaw.known', known(staff, 'Customer number'));
    await staff.judge();
    await known(staff, 'Customer number').fill(`${MARKER}-31`);
    await known(staff, 'Date of birth').fill('3-2-1980');
    await staff.press('staff.proof.facts_button');
    await isDone(staff, 'staff.proof.facts_done');
    await staff.seesNot(MARKER);
  });
  const mail = await portal.post.mailTo(CUSTOMER.email);
  await customer.open(new URL(linkIn(mail, '/requests/')).pathname);
  await customer.judge();
  await customer.follow('subject.proof.go');
  await customer.reads('subject.proof.title');
  const give = async (number: string, birth: string) => {
    await customer.page.getByLabel('Customer number', { exact: true }).fill(number);
    await customer.page.getByLabel('Date of birth', { exact: true }).fill(birth);
    await customer.press('subject.proof.button');
  };
  await give('', 'in spring');
  await customer.isToldOf('errors.field.given_date', customer.page.getByLabel('Date of birth', { exact: true }));
  await customer.judge();
  await give('0000', '3-2-1980');
  await customer.sees(customer.text('subject.proof.left', { left: 2 }));
  const [title, told] = [await customer.page.title(), await customer.page.getByRole('alert').innerText()];
  await customer.judge();
  await give(`${MARKER}31`, '4-2-1980');
  await customer.sees(customer.text('subject.proof.left_one'));
  expect([await customer.page.title(), await customer.page.getByRole('alert').innerText()]).toEqual([title, told]);
  await give(`${MARKER} 31`, '03-02-1980');
  await customer.sees(customer.text('subject.proof.matched'));
  await customer.judge();
  await staff.page.reload();
  await staff.judge();
  await staff.press('staff.proof.facts_confirm');
  await isDone(staff, 'staff.identity.done');
  await staff.sees(staff.text('common.identity_basis.facts_matched'));
  await customer.open(`/requests/${reference}`);
  await customer.sees(customer.text('subject.event.identity_confirmed'));
});

test('A document: asked with the doubt, blacked out, checked, gone', async ({ portal, somebody, javaScriptEnabled }) => {
  const [customer, staff, reference] = await both(portal, somebody);
  await test.step('staff write why', async () => {
    await staff.unfold('staff.proof.document_open');
    await staff.press('staff.proof.document_button');
    await staff.isToldOf('staff.flaw.document_doubt', staff.field('staff.proof.document_doubt'));
    await staff.judge();
    await staff.type('staff.proof.document_doubt', `Two people are called ${MARKER}.`);
    await staff.type('staff.proof.unfit', 'We know neither a number nor an address.');
    await staff.page.getByRole('checkbox', { name: staff.text('common.document_part.birth_date'), exact: true }).check();
    await staff.press('staff.proof.document_button');
    await isDone(staff, 'staff.proof.document_done');
  });
  const mail = await portal.post.mailTo(CUSTOMER.email);
  await customer.open(new URL(linkIn(mail, '/requests/')).pathname);
  await customer.seesNot(MARKER);
  await customer.follow('subject.proof.go');
  await customer.reads('subject.proof.document_title');
  await customer.follow('subject.proof.sheet_link');
  await customer.reads('subject.proof.sheet_title');
  await customer.page.goBack();
  const photo = png(`${MARKER}.png`, 600, 380, MARKER);
  await customer.field('subject.proof.document_field').setInputFiles(photo);
  if (javaScriptEnabled) await cover(customer);
  await customer.press('subject.proof.document_button');
  await customer.sees(customer.text('subject.proof.given'));
  await customer.judge();

  await staff.page.reload();
  await staff.sees(staff.text('staff.proof.held_title'));
  await staff.judge();
  const link = staff.link('staff.proof.download');
  const href = (await link.getAttribute('href')) ?? '';
  const saved = await save(link);
  if (javaScriptEnabled) {
    expect(saved.name).toBe('document.jpeg');
    expect(saved.bytes.includes(MARKER), 'nothing but pixels left the browser').toBe(false);
    expect(await pixels(staff, saved.bytes)).toEqual({ covered: true, open: true });
  } else {
    expect(saved.bytes.equals(photo.buffer)).toBe(true);
  }
  await test.step('checked, and gone', async () => {
    const checked = staff.page.getByRole('group', { name: staff.text('staff.proof.checked_parts') });
    await checked.getByLabel(staff.text('common.document_part.name'), { exact: true }).check();
    await staff.tick('staff.proof.matches');
    await staff.press('staff.proof.check_button');
    await isDone(staff, 'staff.proof.checked_done');
    await staff.sees(staff.text('common.identity_basis.document'));
  });
  expect((await staff.page.request.get(href)).status()).toBe(404);
  await customer.open(`/requests/${reference}`);
  await customer.sees(customer.text('subject.event.document_checked'));
});

/** Draws a box over the upper left quarter, and one that is taken away again. */
async function cover(customer: Person): Promise<void> {
  const canvas = customer.page.locator('#redact-canvas');
  await expect(canvas).toBeVisible();
  await customer.sees(customer.text('subject.proof.draw_none'));
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('no canvas');
  const drag = async (from: number, to: number) => {
    const mouse = customer.page.mouse;
    await mouse.move(box.x + box.width * from, box.y + box.height * from);
    await mouse.down();
    await mouse.move(box.x + box.width * to, box.y + box.height * to, { steps: 4 });
    await mouse.up();
  };
  await drag(0.05, 0.5);
  await drag(0.6, 0.9);
  await customer.sees('2 boxes drawn.');
  await customer.press('subject.proof.draw_undo');
  await customer.sees(customer.text('subject.proof.draw_one'));
  await customer.judge();
}

/** Whether the picture is black under the box that was left, and white where none is. */
async function pixels(person: Person, bytes: Buffer): Promise<{ covered: boolean; open: boolean }> {
  return person.page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([data]));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [picture.width, picture.height];
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (pen === null) throw new Error('no canvas');
    pen.drawImage(picture, 0, 0);
    const light = (part: number) => pen.getImageData(picture.width * part, picture.height * part, 1, 1).data[0] ?? 0;
    return { covered: light(0.25) < 16, open: light(0.75) > 240 };
  }, bytes.toString('base64'));
}
