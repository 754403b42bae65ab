import { expect, test } from '../support/test.ts';

test('An address that leads nowhere is told in the portal’s own words', async ({ somebody }) => {
  const visitor = await somebody();
  visitor.watch.expect(404);
  await visitor.open('/no/such/page');
  await visitor.reads('errors.page.not_found');
  await visitor.follow('errors.page.to_start');
  await expect(visitor.page).toHaveURL('/');
});
