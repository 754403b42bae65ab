import { defineConfig } from '@playwright/test';

/**
 * Every journey is walked twice: with JavaScript at a desk by day, and without it on a phone by night. What fails once
 * has failed.
 */
export default defineConfig({
  testDir: 'journeys',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // A journey signs in with two factors and is judged on every page; a busy machine takes its time for it.
  timeout: 150_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    trace: 'off',
    actionTimeout: 30_000,
    navigationTimeout: 15_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    {
      name: 'javascript',
      use: { javaScriptEnabled: true, viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
    },
    {
      name: 'no-javascript',
      use: { javaScriptEnabled: false, viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
    },
  ],
});
