/** Somebody with a browser of their own, who reads and clicks what stands on the page. */

import { expect } from '@playwright/test';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { violations } from './axe.ts';
import { shoot } from './shots.ts';
import { escaped, pattern, text } from './texts.ts';
import type { Language } from './texts.ts';
import { Watch } from './watch.ts';

type Values = Record<string, string | number>;

export class Person {
  readonly page: Page;
  readonly watch: Watch;
  /** The language in which this person reads. */
  language: Language = 'en';
  readonly #hasScripts: boolean;
  readonly #complained: string[] = [];

  private constructor(page: Page, watch: Watch, hasScripts: boolean) {
    this.page = page;
    this.watch = watch;
    this.#hasScripts = hasScripts;
  }

  static async with(context: BrowserContext, hasScripts: boolean): Promise<Person> {
    const watch = await Watch.over(context, hasScripts);
    return new Person(await context.newPage(), watch, hasScripts);
  }

  /** What is wrong with the pages seen so far. */
  get complaints(): string[] {
    return [...this.#complained, ...this.watch.complaints];
  }

  /** The text under a key, in this person's language. */
  text(key: string, values?: Values): string {
    return text(this.language, key, values);
  }

  /** The text under a key as a pattern that takes anything in its places. */
  pattern(key: string): RegExp {
    return pattern(this.language, key);
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path);
  }

  /** Chooses the language of the pages, by the name that it bears itself. */
  async speaks(language: Language): Promise<void> {
    if (language === this.language) return;
    const endonym = { en: 'English', nl: 'Nederlands' }[language];
    await this.page.getByRole('button', { name: endonym, exact: true }).click();
    this.language = language;
  }

  /** Has arrived on the page with this heading: waits for it, and judges it. */
  async at(title: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1 })).toContainText(title);
    await this.judge();
  }

  /** Has arrived on the page whose heading is this text. */
  async reads(key: string, values?: Values): Promise<void> {
    await this.at(values ? this.text(key, values) : this.pattern(key));
  }

  /** Judges the page as it stands: structure, contrast, width; and takes its picture if pictures are wanted. */
  async judge(): Promise<void> {
    if (this.#hasScripts) await this.#alive();
    const at = `${await this.page.title()} (${new URL(this.page.url()).pathname})`;
    for (const violation of await violations(this.page, this.#hasScripts)) this.#complained.push(`${at}: ${violation}`);
    if (await this.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) {
      this.#complained.push(`${at}: wider than the screen`);
    }
    await shoot(this.page);
  }

  /** Waits until the page's scripts are there: a click that leaves earlier would cut them off. */
  async #alive(): Promise<void> {
    await this.page.waitForFunction(() => {
      const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      return loaded.some((entry) => entry.name.endsWith('.wasm') && entry.responseEnd > 0);
    });
  }

  button(key: string, values?: Values): Locator {
    return this.page.getByRole('button', { name: this.text(key, values), exact: true });
  }

  link(key: string, values?: Values): Locator {
    return this.page.getByRole('link', { name: this.text(key, values), exact: true });
  }

  field(key: string): Locator {
    return this.page.getByLabel(this.text(key), { exact: true });
  }

  async press(key: string, values?: Values): Promise<void> {
    await this.button(key, values).click();
  }

  async follow(key: string, values?: Values): Promise<void> {
    await this.link(key, values).click();
  }

  async type(key: string, value: string): Promise<void> {
    await this.field(key).fill(value);
  }

  /** Opens what is folded away. */
  async unfold(key: string): Promise<void> {
    await this.page.locator('summary', { hasText: this.text(key) }).click();
  }

  async tick(key: string): Promise<void> {
    await this.field(key).check();
  }

  /** Hears at once that something went wrong, and is led to the field; `described` is what bears the error. */
  async isToldOf(key: string, field: Locator, described = field): Promise<void> {
    const summary = this.page.getByRole('alert');
    await expect(summary).toContainText(this.text('errors.summary'));
    await expect(summary).toBeFocused();
    await expect(this.page).toHaveTitle(this.pattern('common.title_error'));
    await this.isLedTo(this.text(key), field, described);
  }

  /** Follows the error summary to a field that bears this error. */
  async isLedTo(error: string, field: Locator, described = field): Promise<void> {
    await this.page.getByRole('alert').getByRole('link', { name: error, exact: true }).click();
    await expect(field).toBeFocused();
    await expect(described).toHaveAccessibleDescription(new RegExp(escaped(error)));
  }

  /** Reads this in the main part of the page. */
  async sees(what: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('main')).toContainText(what);
  }

  async seesNot(what: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('main')).not.toContainText(what);
  }
}
