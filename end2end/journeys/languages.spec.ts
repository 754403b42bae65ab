import { CUSTOMER, MARKER } from '../support/people.ts';
import { enterCode } from '../support/steps/codes.ts';
import { file } from '../support/steps/filing.ts';
import { arrive, asksWhy, referencesIn } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';
import { text } from '../support/texts.ts';

test('Somebody chooses Dutch, files in Dutch, and is written to in Dutch', async ({ portal, somebody }) => {
  const customer = await somebody();
  await customer.open('/privacy');
  await customer.reads('privacy.title');
  await expect(customer.page.locator('html')).toHaveAttribute('lang', 'en');
  await customer.speaks('nl');
  await customer.reads('privacy.title');
  await expect(customer.page.locator('html')).toHaveAttribute('lang', 'nl');
  await expect(customer.page).toHaveURL('/privacy');

  await file(customer, { subject: CUSTOMER, relationship: 'customer', rights: { rectification: `Het is ${MARKER}.` } });
  const code = await enterCode(customer, portal, CUSTOMER.email);
  expect(code.subject).toBe(text('nl', 'mails.filing_code.subject'));
  const received = await portal.post.mailTo(CUSTOMER.email);
  expect(received.subject).toBe(text('nl', 'mails.received.subject_one'));
  const [reference = ''] = referencesIn(received);
  await arrive(customer, 'rectification', reference);
  await asksWhy(customer);
});

test('Changing the language in the middle of a form loses nothing that was sent', async ({ somebody }) => {
  const visitor = await somebody();
  await visitor.open('/file/about');
  await visitor.press('filing.continue_on');
  await visitor.sees(visitor.text('errors.field.about'));
  await visitor.speaks('nl');
  await visitor.sees(visitor.text('errors.field.about'));
  await visitor.judge();
});
