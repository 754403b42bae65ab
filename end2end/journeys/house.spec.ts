import { MARKER } from '../support/people.ts';
import { begin, chooseRelationship, chooseRights } from '../support/steps/filing.ts';
import { expect, test } from '../support/test.ts';

test('An address that leads nowhere is told in the portal’s own words', async ({ somebody }) => {
  const visitor = await somebody();
  visitor.watch.expect(404);
  await visitor.open('/no/such/page');
  await visitor.reads('errors.page.not_found');
  await visitor.follow('errors.page.to_start');
  await expect(visitor.page).toHaveURL('/');
});

test('The start page tells who, why, how long and where to complain, and leads to the whole notice', async ({ somebody }) => {
  const visitor = await somebody();
  await visitor.open('/');
  await visitor.reads('subject.start.title');
  for (const told of ['Demo Sealwright B.V.', 'dpo@example.com']) await visitor.sees(told);
  for (const key of ['why_text', 'how_long_text', 'authority_text']) await visitor.sees(visitor.text(`subject.start.${key}`));
  const authority = visitor.page.getByRole('link', { name: 'Autoriteit Persoonsgegevens' });
  await expect(authority).toHaveAttribute('href', 'https://autoriteitpersoonsgegevens.nl');
  await visitor.follow('subject.start.whole');
  await visitor.reads('privacy.title');
});

test('By keyboard alone, one passes over the header to the main text', async ({ somebody }) => {
  const visitor = await somebody();
  await visitor.open('/privacy');
  await visitor.page.keyboard.press('Tab');
  await expect(visitor.link('common.skip')).toBeFocused();
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.page.getByRole('main')).toBeFocused();
});

test('A description tells its limit; with scripts, how much of it is left', async ({ somebody, javaScriptEnabled }) => {
  const visitor = await somebody();
  await begin(visitor);
  await chooseRelationship(visitor, 'other');
  await chooseRights(visitor, ['consent_withdrawal']);
  await visitor.reads('asks.consent_which.title');
  const left = (count: string) => visitor.text('asks.left').replace('#', count);
  if (!javaScriptEnabled) {
    await visitor.sees(visitor.text('asks.limit', { max: '5,000' }));
    return;
  }
  await visitor.sees(left('5,000'));
  await visitor.type('asks.consent_which.title', `${MARKER} é`);
  await visitor.sees(left('4,987'));
  await visitor.type('asks.consent_which.title', 'x'.repeat(5_001));
  await visitor.sees(visitor.text('asks.over').replace('#', '1'));
  await visitor.judge();
});
