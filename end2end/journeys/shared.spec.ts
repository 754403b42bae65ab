import { file } from '../support/steps/filing.ts';
import type { Filing } from '../support/steps/filing.ts';
import { comeBack, openMine, prove } from '../support/steps/subject.ts';
import { ANNE, BOB } from '../support/people.ts';
import { test } from '../support/test.ts';

/** Two who read one mailbox. */
const HERS: Filing = { subject: ANNE, relationship: 'customer', rights: { access: 'Everything, please.' } };
const HIS: Filing = { subject: BOB, relationship: 'customer', rights: { erasure: 'My old address.' } };

test('Two people with one mailbox do not see each other’s requests', async ({ portal, somebody }) => {
  const anne = await somebody();
  await file(anne, HERS);
  const [hers = ''] = await prove(anne, portal, ANNE);
  const bob = await somebody();
  await file(bob, HIS);
  const [his = ''] = await prove(bob, portal, BOB);
  await bob.open('/requests');
  await bob.sees(his);
  await bob.seesNot(hers);

  const back = await somebody();
  await comeBack(back, portal, ANNE);
  await back.sees(back.text('subject.who.several'));
  for (const hidden of [hers, his, ANNE.name, BOB.name]) await back.seesNot(hidden);
  await test.step('by a mail’s link one is asked first, too', async () => {
    await back.open(`/requests/${hers}`);
    await back.reads('subject.overview.title');
    await back.seesNot(hers);
  });
  await test.step('a name that nobody gave is said at its field', async () => {
    await back.type('subject.who.label', 'Somebody Else');
    await back.press('subject.who.submit');
    await back.sees(back.text('errors.field.who'));
    await back.judge();
  });
  await back.type('subject.who.label', 'ampersand, DEMO person');
  await back.press('subject.who.submit');
  await back.sees(hers);
  await back.seesNot(his);
  await openMine(back, 'access', hers);

  await test.step('the reference in a letter will do, for what came under another name', async () => {
    await back.open('/requests');
    await back.page.getByText(back.text('subject.who.another'), { exact: true }).click();
    await back.judge();
    await back.type('subject.who.label', his);
    await back.press('subject.who.submit');
    await back.sees(his);
    await back.sees(hers);
    await back.judge();
  });
});
