import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from '@playwright/test';
import { violations } from '../support/axe.ts';
import { readExport, save, sha256 } from '../support/files.ts';
import { CUSTOMER, MARKER } from '../support/people.ts';
import { SYSTEMS } from '../support/portal.ts';
import { shoot } from '../support/shots.ts';
import { file } from '../support/steps/filing.ts';
import { ask, reply } from '../support/steps/outcomes.ts';
import { answer, gatherFile, gatherPasted, openRequest, recordIdentity, signIn } from '../support/steps/staff.ts';
import { prove } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';
import { layDown, unzip } from '../support/zip.ts';

const [INVOICING, SUPPORT] = SYSTEMS as [(typeof SYSTEMS)[0], (typeof SYSTEMS)[0]];
const PDF = Buffer.from(`%PDF-1.7\n${MARKER}\n%%EOF\n`);
const TEXT = Buffer.from('No network, no portal: this alone.\n');

interface Manifest {
  readonly files: { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

test('What a person takes home is whole, and reads off line, with scripts and without', async ({
  browser,
  portal,
  somebody,
}) => {
  test.slow();
  const customer = await somebody();
  await file(customer, { subject: CUSTOMER, relationship: 'customer', rights: { access: '' } });
  const [reference = ''] = await prove(customer, portal, CUSTOMER);
  const staff = await somebody();
  await signIn(staff);
  await openRequest(staff, reference);
  await ask(staff, `Which ${MARKER} do you mean?`);
  await portal.post.mailTo(CUSTOMER.email);
  await customer.open(`/requests/${reference}`);
  await reply(customer, 'Both of them.', { name: 'scan.pdf', buffer: PDF });
  await customer.sees(customer.text('subject.talk.done'));
  await staff.open(`/staff/requests/${reference}`);
  await recordIdentity(staff, 'mailbox_on_record');
  const data = { invoices: [{ number: 'F-1', amount: 12.5, paid: true, note: null }], name: MARKER };
  await gatherPasted(staff, INVOICING.label, JSON.stringify(data));
  await gatherFile(staff, SUPPORT.label, 'notes.txt', TEXT);
  await answer(staff, 'staff.answer.fulfilled_access', 'Here they are.');
  await portal.post.mailTo(CUSTOMER.email);
  await customer.open(`/requests/${reference}`);
  const files = unzip((await save(customer.link('subject.request.everything'))).bytes);

  await test.step('every file has the sum that the manifest tells, and there is no other', async () => {
    const { files: told } = JSON.parse(files.get('manifest.json')?.toString() ?? '') as Manifest;
    expect([...told.map(({ path }) => path), 'manifest.json'].sort()).toEqual([...files.keys()].sort());
    for (const { path, bytes, sha256: sum } of told) {
      const found = files.get(path) ?? Buffer.of();
      expect([path, found.length, sha256(found)]).toEqual([path, bytes, sum]);
    }
    const json = await readExport(portal, { name: 'export.json', bytes: files.get('export.json') ?? Buffer.of() });
    expect(json.conversation.map(({ from, text }) => [from, text])).toEqual([
      ['controller', `Which ${MARKER} do you mean?`],
      ['data_subject', 'Both of them.'],
    ]);
    const [sent] = json.conversation[1]?.files ?? [];
    expect(files.get(sent?.path ?? '')?.equals(PDF), 'what was sent is what lies there').toBe(true);
    expect(files.get('attachments/2-support.txt')?.equals(TEXT)).toBe(true);
  });

  const folder = await mkdtemp(join(tmpdir(), 'answer-'));
  await layDown(files, folder);
  const page = pathToFileURL(join(folder, 'index.html')).href;
  for (const hasScripts of [true, false]) {
    for (const width of [360, 1280]) {
      await test.step(`at ${width}, scripts ${hasScripts ? 'on' : 'off'}`, async () => {
        await readOffLine(browser, page, hasScripts, width, [customer.text('reading.title'), 'Here they are.', 'F-1', MARKER]);
      });
    }
  }
  await rm(folder, { recursive: true });
});

/** Opens a page from the disk, where there is no network, and judges it. */
async function readOffLine(browser: Browser, url: string, hasScripts: boolean, width: number, shown: string[]): Promise<void> {
  const context = await browser.newContext({
    javaScriptEnabled: hasScripts,
    viewport: { width, height: 800 },
    colorScheme: hasScripts ? 'light' : 'dark',
    offline: true,
  });
  const asked: string[] = [];
  const heard: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  context.on('console', (message) => heard.push(message.text()));
  const page = await context.newPage();
  page.on('pageerror', (error) => heard.push(error.message));
  await page.goto(url);
  for (const text of shown) await expect(page.getByRole('main')).toContainText(text);
  expect(asked, 'it asks for itself and nothing else').toEqual([url]);
  expect(await violations(page, hasScripts)).toEqual([]);
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(isWide, 'wider than the screen').toBe(false);
  expect(asked).toEqual([url]);
  expect(heard).toEqual([]);
  await test.step('its links lead to the files beside it', async () => {
    const [saving] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'attachments/3-message.pdf' }).first().click({ modifiers: ['Alt'] }),
    ]);
    expect(saving.suggestedFilename()).toBe('3-message.pdf');
  });
  await shoot(page);
  await context.close();
}
