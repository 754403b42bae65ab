/** Pictures of the pages of a journey, for people to look at: only with SHOTS set to a folder. */

import { join } from 'node:path';
import { test } from '@playwright/test';
import type { Page } from '@playwright/test';

const WIDTHS = [360, 1280];

/** Takes full-page pictures at a phone's and a desk's width, numbered in the order of the journey. */
export async function shoot(page: Page): Promise<void> {
  const folder = process.env.SHOTS;
  const info = test.info();
  if (!folder) return;
  const before = page.viewportSize();
  const taken = info.annotations.filter(({ type }) => type === 'shot').length;
  info.annotations.push({ type: 'shot', description: page.url() });
  const number = String(taken + 1).padStart(2, '0');
  // Words of the path alone: references and ids differ from walk to walk.
  const name = new URL(page.url()).pathname.split('/').filter((part) => /^[a-z_-]+$/.test(part)).join('-') || 'start';
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const journey = info.title.replace(/[^a-z]+/gi, '-').slice(0, 40).toLowerCase();
    const path = join(folder, info.project.name, journey, `${number}-${name}-${width}.png`);
    await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  }
  if (before) await page.setViewportSize(before);
}
