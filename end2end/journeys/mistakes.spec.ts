import { CUSTOMER, MARKER } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { codeIn } from '../support/post-office.ts';
import { enterCode, isNotAccepted, otherThan, typeCode } from '../support/steps/codes.ts';
import {
  answerAsk,
  begin,
  box,
  chooseRelationship,
  chooseRights,
  describe,
  file,
  giveContact,
  languageRadio,
  sayForWhom,
  sendButton,
  start,
  toCheck,
} from '../support/steps/filing.ts';
import type { Filing } from '../support/steps/filing.ts';
import { queued, signIn } from '../support/steps/staff.ts';
import { arrive, prove, referencesIn } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';

const FILING: Filing = { subject: CUSTOMER, relationship: 'customer', rights: { erasure: `All of my ${MARKER}.` } };

test('Each mistake is told at its field, and nothing typed is lost', async ({ somebody }) => {
  const customer = await somebody();
  const { page } = customer;
  const group = (name: string) => page.getByRole('group', { name, exact: true });

  await test.step('nothing chosen', async () => {
    await start(customer);
    await customer.press('filing.continue_on');
    const whose = group(customer.text('filing.about.title'));
    await customer.isToldOf('errors.field.about', customer.field('filing.about.me'), whose);
    await customer.judge();
    await sayForWhom(customer, {});

    await customer.reads('filing.relationship.title', { operator: 'Demo Sealwright B.V.' });
    await customer.press('filing.continue_on');
    const title = customer.text('filing.relationship.title', { operator: 'Demo Sealwright B.V.' });
    const first = customer.field('filing.relationship.customer');
    await customer.isToldOf('errors.field.relationship', first, group(title));
    await customer.judge();
    await chooseRelationship(customer, 'customer');

    await customer.press('filing.continue_on');
    const rights = group(customer.text('filing.rights.title'));
    await customer.isToldOf('errors.field.rights', box(customer, 'access'), rights);
    await customer.judge();
    await chooseRights(customer, ['erasure']);
  });

  await test.step('an empty description, and one that is too long', async () => {
    await customer.reads('asks.erase_scope.title');
    await customer.press('filing.continue_on');
    const scope = group(customer.text('asks.erase_scope.title'));
    await customer.isToldOf('errors.field.choice', customer.field('asks.pick.all'), scope);
    await customer.judge();
    await answerAsk(customer, 'erase_scope', 'part');

    const area = customer.field('asks.erase_what.title');
    await customer.reads('asks.erase_what.title');
    await customer.press('filing.continue_on');
    await customer.isToldOf('errors.field.answer', area);
    await customer.judge();
    const long = `  ${MARKER}\n\n</textarea><b>&amp;\n${'é'.repeat(5_000)}`;
    await area.fill(long);
    await customer.press('filing.continue_on');
    await customer.sees(customer.text('errors.flaw.too_long', { max: '5,000' }));
    await expect(area).toHaveValue(long);
    await page.reload();
    await expect(area).toHaveValue(long);
    await customer.judge();
    await answerAsk(customer, 'erase_what', `All of my ${MARKER}.`);
    await answerAsk(customer, 'erase_ground', '');
  });

  await test.step('no name, and a bad address', async () => {
    await customer.reads('filing.contact.title');
    await customer.type('filing.contact.email', 'no address at all');
    await customer.type('filing.contact.customer_number', 'KL-7731-QX');
    await languageRadio(customer, 'nl').check();
    await customer.press('filing.continue_on');
    await customer.isToldOf('errors.field.name', customer.field('filing.contact.name'));
    await customer.isLedTo(customer.text('errors.flaw.not_an_address'), customer.field('filing.contact.email'));
    await page.reload();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(customer.field('filing.contact.email')).toHaveValue('no address at all');
    await expect(customer.field('filing.contact.customer_number')).toHaveValue('KL-7731-QX');
    await expect(languageRadio(customer, 'nl')).toBeChecked();
    await customer.judge();
    await languageRadio(customer, 'en').check();
    await customer.press('filing.continue_on');
    await giveContact(customer, CUSTOMER);
    await customer.reads('filing.check.title');
  });
});

test('Back and change links lead through the answers without losing any', async ({ somebody }) => {
  const customer = await somebody();
  await toCheck(customer, FILING);
  await test.step('back, question by question', async () => {
    const asks = ['erase_ground', 'erase_what', 'erase_scope'].map((ask) => `asks.${ask}.title`);
    for (const title of ['filing.contact.title', ...asks, 'filing.rights.title', 'filing.relationship.title']) {
      await customer.follow('common.back');
      await customer.reads(title);
    }
    await expect(customer.field('filing.relationship.customer')).toBeChecked();
  });
  await test.step('an answer that was not changed leads back to the check', async () => {
    await customer.press('filing.continue_on');
    await customer.reads('filing.check.title');
  });
  await test.step('a change that opens a question asks it', async () => {
    await change(customer, 'filing.check.what_you_want');
    await customer.reads('filing.rights.title');
    await expect(box(customer, 'erasure')).toBeChecked();
    await box(customer, 'objection').check();
    await customer.press('filing.continue_on');
    await describe(customer, 'objection', `Profiles about ${MARKER}.`);
    await customer.reads('filing.check.title');
    for (const kept of [`All of my ${MARKER}.`, `Profiles about ${MARKER}.`, CUSTOMER.name]) await customer.sees(kept);
  });
  await test.step('a change that makes an answer pointless leaves it out, and back again brings it back', async () => {
    const scope = customer.text('filing.check.of_right', {
      right: customer.text('common.right.erasure'),
      question: customer.text('asks.erase_scope.label'),
    });
    await changeOf(customer, scope);
    await answerAsk(customer, 'erase_scope', 'all');
    await customer.reads('filing.check.title');
    await customer.seesNot(`All of my ${MARKER}.`);
    await changeOf(customer, scope);
    await answerAsk(customer, 'erase_scope', 'part');
    await customer.reads('filing.check.title');
    await customer.sees(`All of my ${MARKER}.`);
  });
  await test.step('a change of the name alone', async () => {
    await change(customer, 'filing.check.name');
    await expect(customer.field('filing.contact.email')).toHaveValue(CUSTOMER.email);
    await customer.type('filing.contact.name', 'Demo Person Quillfeather the Second');
    await customer.press('filing.continue_on');
    await customer.reads('filing.check.title');
    await customer.sees('Demo Person Quillfeather the Second');
  });
});

test('Leaving and coming back keeps the draft, in this browser alone', async ({ somebody }) => {
  const customer = await somebody();
  await begin(customer);
  await chooseRelationship(customer, 'customer');
  await chooseRights(customer, ['erasure']);
  await describe(customer, 'erasure', `All of my ${MARKER}.`);
  await customer.reads('filing.contact.title');

  const { page: first } = customer;
  const second = await first.context().newPage();
  await first.close();
  await second.goto('/file/check');
  await expect(second).toHaveURL('/file/contact');
  await second.goto('/file/ask/erase_what');
  await expect(second.getByLabel(customer.text('asks.erase_what.title'))).toHaveValue(`All of my ${MARKER}.`);

  const other = await somebody();
  await other.open('/file/ask/erase_what');
  await expect(other.page).toHaveURL('/file/about');
});

test('A wrong code, one that was replaced, one that was used and one after five wrong tries', async ({ portal, somebody }) => {
  const customer = await somebody();
  await file(customer, FILING);
  const first = codeIn(await portal.post.mailTo(CUSTOMER.email));
  await test.step('no code at all', async () => {
    await typeCode(customer, '12 34');
    await customer.isToldOf('errors.field.code', customer.field('subject.code.label'));
  });
  await test.step('a wrong one', async () => {
    await typeCode(customer, otherThan(first));
    await isNotAccepted(customer);
  });
  await test.step('one in place of which another was sent', async () => {
    await customer.press('subject.code.another');
    await customer.reads('subject.code.title');
    const second = codeIn(await portal.post.mailTo(CUSTOMER.email));
    await typeCode(customer, first);
    await isNotAccepted(customer);
    await test.step('the right one, after five wrong tries', async () => {
      for (let tries = 0; tries < 4; tries += 1) {
        await typeCode(customer, otherThan(second));
        await isNotAccepted(customer);
      }
      await typeCode(customer, second);
      await isNotAccepted(customer);
    });
  });
  const tab = await customer.page.context().newPage();
  await tab.goto('/code');
  await customer.press('subject.code.another');
  const used = codeIn(await enterCode(customer, portal, CUSTOMER.email));
  const [reference = ''] = referencesIn(await portal.post.mailTo(CUSTOMER.email));
  await arrive(customer, 'erasure', reference);
  await test.step('one that was used: in the other tab, or after going back, one is in already', async () => {
    await tab.getByLabel(customer.text('subject.code.label'), { exact: true }).fill(used);
    await tab.getByRole('button', { name: customer.text('subject.code.submit'), exact: true }).click();
    await expect(tab.getByRole('heading', { level: 1 })).toContainText(customer.text('subject.overview.title'));
    await customer.press('common.sign_out');
    await customer.reads('subject.signed_out.title');
    await customer.open('/code');
    await customer.reads('subject.back.title');
  });
});

test('Pressing send twice, and from two tabs, files once', async ({ portal, somebody }) => {
  const customer = await somebody();
  await toCheck(customer, FILING);
  const tab = await customer.page.context().newPage();
  await tab.goto('/file/check');
  await sendButton(customer).dblclick();
  await customer.reads('subject.code.title');
  await tab.getByRole('button', { name: customer.text('filing.check.send_one'), exact: true }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toContainText(customer.text('subject.code.title'));

  const [reference = ''] = await prove(customer, portal, CUSTOMER);
  const staff = await somebody();
  await signIn(staff);
  expect(await queued(staff)).toEqual([reference]);
});

/** Follows the link that changes an answer. */
function change(person: Person, key: string): Promise<void> {
  return changeOf(person, person.text(key));
}

async function changeOf(person: Person, what: string): Promise<void> {
  const name = `${person.text('common.change')} ${what}`;
  await person.page.getByRole('link', { name, exact: true }).click();
}
