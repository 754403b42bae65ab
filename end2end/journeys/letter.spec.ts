import { pdf, save } from '../support/files.ts';
import { CHILD, CUSTOMER, MARKER, STAFF } from '../support/people.ts';
import { SYSTEMS } from '../support/portal.ts';
import { rightBox, takeInLetter } from '../support/steps/intake.ts';
import { askByLetter, hear, posted } from '../support/steps/outcomes.ts';
import { answer, gatherPasted, isDone, queued, recordIdentity, signIn } from '../support/steps/staff.ts';
import { comeBack, lastDay } from '../support/steps/subject.ts';
import { text } from '../support/texts.ts';
import { expect, test } from '../support/test.ts';

const [INVOICING] = SYSTEMS as [(typeof SYSTEMS)[0]];
const SCAN = pdf('scan.pdf', MARKER);

test('A letter is taken in, its time runs from the day it came, and it is answered by a letter', async ({
  somebody,
}) => {
  const staff = await somebody();
  await signIn(staff);
  await staff.follow('staff.intake.link');
  await staff.reads('staff.intake.title');
  await staff.press('staff.intake.button');
  await staff.isToldOf('staff.flaw.channel', staff.field('staff.intake.channel'));
  await staff.judge();

  await staff.field('staff.intake.channel').selectOption('letter');
  await staff.type('staff.intake.received', '2026-02-10');
  await staff.type('staff.facts.name', CUSTOMER.name);
  await staff.field('staff.facts.relationship').selectOption('customer');
  await staff.type('staff.facts.customer_number', CUSTOMER.customerNumber ?? '');
  await staff.tick('staff.intake.by_letter');
  await staff.field('staff.facts.language').selectOption('nl');
  await rightBox(staff, 'access').check();
  const words = staff.page.getByLabel(staff.text('staff.intake.words', { right: staff.text('common.right_in_law.access') }));
  await words.fill(`Everything about ${MARKER}.`);
  await staff.field('staff.intake.scan').setInputFiles([SCAN, pdf('another letter.pdf', MARKER)]);
  await staff.press('staff.intake.button');
  await test.step('what is missing is told, and what was typed is still there', async () => {
    await staff.isToldOf('staff.flaw.address', staff.field('staff.intake.address'));
    await expect(words).toHaveValue(`Everything about ${MARKER}.`);
    await expect(staff.field('staff.facts.organisation')).toBeHidden();
    await staff.judge();
  });
  await test.step('the scans are still there, and one that is wrong is taken out', async () => {
    const removes = (name: string) => staff.page.getByRole('button', { name: `${staff.text('common.files.remove')} ${name}` });
    await removes('another letter.pdf').click();
    await expect(removes('another letter.pdf')).toHaveCount(0);
    await expect(removes('scan.pdf')).toBeVisible();
    await expect(words).toHaveValue(`Everything about ${MARKER}.`);
  });
  await staff.type('staff.intake.address', `${MARKER} Lane 1\n1234 AB Example`);
  await staff.press('staff.intake.button');

  await staff.at(/[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{4}/);
  for (const told of [staff.text('common.channel.letter'), `${MARKER} Lane 1`, `Everything about ${MARKER}.`]) await staff.sees(told);
  expect(await lastDay(staff)).toBe('2026-03-10');
  const saved = await save(staff.page.getByRole('link', { name: 'scan.pdf' }));
  expect(saved.bytes.equals(SCAN.buffer), 'the scan is what was scanned').toBe(true);
  await test.step('a mailbox that nobody showed proves nobody', async () => {
    await expect(staff.field('common.identity_basis.facts_matched')).toBeVisible();
    await expect(staff.field('common.identity_basis.mailbox_on_record')).toHaveCount(0);
  });
  await recordIdentity(staff, 'facts_matched');
  await gatherPasted(staff, INVOICING.label, JSON.stringify({ invoices: [{ number: 1, text: MARKER }] }));
  await staff.sees(staff.text('staff.answer.will_print'));
  await answer(staff, 'staff.answer.fulfilled_access', `Alles over ${MARKER}.`, 'staff.letter.ready');

  const request = staff.page.url();
  await staff.follow('staff.letter.link');
  await staff.reads('staff.letter.title');
  const letter = staff.page.getByRole('article');
  await expect(letter).toHaveAttribute('lang', 'nl');
  const inDutch = ['staff.letter.enclosed', 'staff.letter.regards', 'common.right_in_law.access'].map((key) => text('nl', key));
  for (const told of [CUSTOMER.name, `${MARKER} Lane 1`, `Alles over ${MARKER}.`, '10 februari 2026', ...inDutch]) {
    await expect(letter).toContainText(told);
  }
  await test.step('on paper there is the letter and nothing else', async () => {
    await staff.page.emulateMedia({ media: 'print' });
    await expect(letter).toBeVisible();
    for (const gone of [staff.page.getByRole('banner'), staff.page.getByRole('contentinfo'), staff.page.getByText(staff.text('staff.letter.how'))]) {
      await expect(gone).toBeHidden();
    }
    await staff.page.emulateMedia({ media: null });
  });
  await test.step('it is answered once the letter is in the post', async () => {
    await staff.open(request);
    await staff.sees(staff.text('staff.next.closed_letter'));
    await posted(staff, 'answer');
    await staff.seesNot(staff.text('staff.next.closed_letter'));
    await staff.sees(staff.text('staff.timeline.posted', { what: staff.text('staff.writing.answer') }));
    await staff.judge();
  });
});

test('A question goes by letter, and the reply on paper ends the waiting', async ({ somebody }) => {
  const staff = await somebody();
  await signIn(staff);
  const came = { from: CUSTOMER, received: '2026-02-10', address: `${MARKER} Lane 1\n1234 AB Example`, language: 'nl', right: 'objection' } as const;
  await takeInLetter(staff, came);

  await askByLetter(staff, `Om welke ${MARKER} gaat het?`);
  await staff.seesNot(staff.text('staff.talk.done'));
  await staff.sees(staff.text('staff.next.awaiting_letter'));
  const request = staff.page.url();
  await staff.follow('staff.talk.letter_link');
  await staff.reads('staff.letter.title');
  const letter = staff.page.getByRole('article');
  await expect(letter).toHaveAttribute('lang', 'nl');
  for (const told of [CUSTOMER.name, `${MARKER} Lane 1`, `Om welke ${MARKER} gaat het?`, text('nl', 'staff.letter.asks')]) {
    await expect(letter).toContainText(told);
  }
  await staff.page.emulateMedia({ media: 'print' });
  await expect(staff.page.getByRole('banner')).toBeHidden();
  await staff.page.emulateMedia({ media: null });

  await staff.open(request);
  const reply = { received: '2026-02-09', words: `Om de tweede ${MARKER}.`, scan: { name: 'reply.pdf', buffer: SCAN.buffer } };
  await hear(staff, reply);
  await test.step('a day before the request is told, and what was typed is still there', async () => {
    await staff.isToldOf('staff.flaw.reply_too_early', staff.field('staff.hear.received'));
    await expect(staff.field('staff.hear.words')).toHaveValue(reply.words);
    await staff.judge();
  });
  await hear(staff, { ...reply, received: '2026-02-20' });
  await isDone(staff, 'staff.hear.done');
  for (const told of [reply.words, staff.text('common.channel.letter'), '20 February 2026', staff.text('staff.standing.with_staff')]) {
    await staff.sees(told);
  }
  await staff.sees(staff.text('staff.hear.put_down', { name: STAFF.name }));
  const saved = await save(staff.page.getByRole('link', { name: 'reply.pdf' }));
  expect(saved.bytes.equals(SCAN.buffer), 'the scan is what was scanned').toBe(true);
  await expect(staff.link('staff.talk.letter_link')).toHaveCount(0);
});

test('Two rights of one letter for a child become two requests, and none but whose mailbox it is sees them', async ({
  portal,
  somebody,
}) => {
  const staff = await somebody();
  await signIn(staff);
  await staff.follow('staff.intake.link');
  await staff.field('staff.intake.channel').selectOption('email');
  await staff.type('staff.intake.received', '2026-02-10');
  await staff.type('staff.facts.name', CUSTOMER.name);
  await expect(staff.field('staff.intake.represented_name')).toBeHidden();
  await staff.field('staff.intake.about').selectOption('guardian');
  await staff.type('staff.facts.represented_email', CHILD.email);
  await staff.field('staff.facts.relationship').selectOption('other');
  await staff.tick('staff.intake.in_portal');
  await staff.type('staff.facts.email', CUSTOMER.email);
  for (const right of ['erasure', 'objection'] as const) await rightBox(staff, right).check();
  await staff.tick('staff.intake.marketing');
  await staff.press('staff.intake.button');
  await staff.isToldOf('staff.flaw.represented_name', staff.field('staff.intake.represented_name'));
  await staff.judge();
  await staff.type('staff.intake.represented_name', CHILD.name);
  await staff.press('staff.intake.button');
  await staff.reads('staff.taken.title', { count: 2 });
  const references = await queued(staff);
  expect(references).toHaveLength(2);
  for (const date of await staff.page.getByRole('table').locator('.due time').all()) {
    await expect(date).toHaveAttribute('datetime', '2026-03-10');
  }
  await test.step('nothing of it is done before it is recorded that whoever asks may act for the child', async () => {
    await staff.page.getByRole('table').getByRole('link', { name: references[0] ?? '' }).click();
    await staff.at(references[0] ?? '');
    await staff.sees(CHILD.name);
    await staff.sees(staff.text('asks.capacity.guardian'));
    await expect(staff.field('staff.authority.reasons')).toBeVisible();
  });

  const owner = await somebody();
  await comeBack(owner, portal, CUSTOMER);
  for (const reference of references) await owner.seesNot(reference);
  await owner.press('subject.overview.yes');
  await portal.post.mailTo(CUSTOMER.email);
  expect((await portal.post.mailTo(CHILD.email)).subject).toBe(text('nl', 'mails.represented_told.subject'));
  for (const reference of references) await owner.sees(reference);
  await owner.judge();
});
