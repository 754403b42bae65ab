/** What a person takes home: unpacked, and judged by readers that have nothing of the portal's own. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { violations } from './axe.ts';
import { readExport, save, sha256 } from './files.ts';
import type { Export } from './files.ts';
import type { Person } from './person.ts';
import type { Portal } from './portal.ts';
import { shoot } from './shots.ts';
import { layDown, unzip } from './zip.ts';

/** How somebody reads off line. */
export interface Reading {
  readonly hasScripts: boolean;
  readonly width: number;
}

interface Manifest {
  readonly files: { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

export interface Home {
  readonly files: Map<string, Buffer>;
  readonly json: Export;
}

/** Downloads the whole answer from its page, checks every sum and the schema, and opens its page to read off line. */
export async function takeHome(
  person: Person,
  portal: Portal,
  shown: string[],
  readings: Reading[] = [{ hasScripts: true, width: 360 }],
): Promise<Home> {
  const files = unzip((await save(person.link('subject.request.everything'))).bytes);
  await test.step('every file has the sum that the manifest tells, and there is no other', () => isWhole(files));
  const json = await readExport(portal, { name: 'export.json', bytes: files.get('export.json') ?? Buffer.of() });
  const browser = person.page.context().browser();
  if (!browser) throw new Error('a person without a browser');
  const folder = await mkdtemp(join(tmpdir(), 'answer-'));
  await layDown(files, folder);
  const page = pathToFileURL(join(folder, 'index.html')).href;
  for (const reading of readings) await readOffLine(browser, page, reading, [person.text('reading.title'), ...shown]);
  await rm(folder, { recursive: true });
  return { files, json };
}

function isWhole(files: Map<string, Buffer>): void {
  const { files: told } = JSON.parse(files.get('manifest.json')?.toString() ?? '') as Manifest;
  expect([...told.map(({ path }) => path), 'manifest.json'].sort()).toEqual([...files.keys()].sort());
  for (const { path, bytes, sha256: sum } of told) {
    const found = files.get(path) ?? Buffer.of();
    expect([path, found.length, sha256(found)]).toEqual([path, bytes, sum]);
  }
}

/** Opens a page from the disk, where there is no network, and judges it. */
async function readOffLine(browser: Browser, url: string, { hasScripts, width }: Reading, shown: string[]): Promise<void> {
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
  expect(await violations(page, hasScripts)).toEqual([]);
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(isWide, 'wider than the screen').toBe(false);
  expect(asked, 'it asks for itself and nothing else').toEqual([url]);
  expect(heard).toEqual([]);
  await test.step('its links lead to the files beside it', async () => {
    const beside = page.locator('a[href]:not([href^="#"]):not([href^="http"]):not([href^="mailto"])').first();
    const name = (await beside.getAttribute('href'))?.split('/').pop();
    const [saving] = await Promise.all([page.waitForEvent('download'), beside.click({ modifiers: ['Alt'] })]);
    expect(saving.suggestedFilename()).toBe(name);
  });
  await shoot(page);
  await context.close();
}
