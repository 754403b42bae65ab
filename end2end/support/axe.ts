/**
 * Axe on the page as it stands, with scripts and without.
 *
 * Where a page may run no scripts, its timers never fire; axe waits for one before each rule. There they are given as
 * promises, which do run in what a test evaluates. Nothing of the page's own can notice: it has no scripts.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TIMERS_AS_PROMISES = 'window.setTimeout = (work) => { Promise.resolve().then(work); return 0; };';

const OPTIONS: RunOptions = {
  // Files that a page's style needs are no matter of its structure, and loading them again would wait for a timer.
  preload: false,
  resultTypes: ['violations'],
  rules: {
    // The design asks for 7:1.
    'color-contrast-enhanced': { enabled: true },
    'target-size': { enabled: true },
  },
};

/** What is wrong with the page, each with where. */
export async function violations(page: Page, hasScripts: boolean): Promise<string[]> {
  const run = `axe.run(document, ${JSON.stringify(OPTIONS)})`;
  const results = await page.evaluate<AxeResults>(`${hasScripts ? '' : TIMERS_AS_PROMISES}${AXE};${run}`);
  return results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${violation.help}\n    ${node.html}\n    ${node.failureSummary ?? ''}`),
  );
}
