import { save } from '../support/files.ts';
import { ENERGY, INSURANCE, KNOWN_SIGNER, LETTINGS, MARKER, NOTARY, STAFFING, UNKNOWN_SIGNER } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { linkIn } from '../support/post-office.ts';
import { enterCode } from '../support/steps/codes.ts';
import { acknowledge, comeIn, forwarded, openForwarded } from '../support/steps/controller.ts';
import { file } from '../support/steps/filing.ts';
import type { Filing } from '../support/steps/filing.ts';
import { isDone, openRequest, queued, signIn } from '../support/steps/staff.ts';
import { arrive, openMine, prove, referencesIn } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';
import { text } from '../support/texts.ts';

const FILING: Filing = {
  subject: KNOWN_SIGNER,
  relationship: 'signer',
  organisation: 'demo lettings',
  document: '',
  rights: { access: '', erasure: `Please erase my ${MARKER}.` },
};

test('A signer’s request reaches the two organisations meant, and one of them acknowledges it', async ({
  portal,
  somebody,
}) => {
  const signer = await somebody();
  await file(signer, FILING);
  await enterCode(signer, portal, KNOWN_SIGNER.email);
  const references = referencesIn(await portal.post.mailTo(KNOWN_SIGNER.email));
  const [, erasure = ''] = references;
  expect(references).toHaveLength(2);

  await test.step('the signer sees the organisations that may be named, and chooses two', async () => {
    await signer.reads('subject.organisations.title');
    const offered = signer.page.getByRole('checkbox');
    await expect(offered).toHaveCount(3);
    await signer.seesNot(STAFFING.name);
    await expect(offered.and(signer.page.getByLabel(LETTINGS.name))).toBeChecked();
    await expect(offered.and(signer.page.getByLabel(ENERGY.name))).not.toBeChecked();
    await offered.and(signer.page.getByLabel(INSURANCE.name)).check();
    await signer.press('subject.organisations.submit');
    await signer.reads('subject.overview.title');
  });

  // The signer is told of each controller once it was told: from then on, no other notice is on its way.
  const told = [await portal.post.mailTo(KNOWN_SIGNER.email), await portal.post.mailTo(KNOWN_SIGNER.email)];
  for (const mail of told) {
    expect(referencesIn(mail).toSorted(), 'one mail names all that went').toEqual(references.toSorted());
    expect(new URL(linkIn(mail, '/requests')).pathname).toBe('/requests');
  }
  for (const controller of [LETTINGS, INSURANCE]) expect(portal.post.allTo(controller.email)).toHaveLength(1);
  for (const controller of [ENERGY, STAFFING, NOTARY]) expect(portal.post.allTo(controller.email)).toHaveLength(0);

  const lettings = await somebody();
  await comeIn(lettings, portal, LETTINGS, await portal.post.mailTo(LETTINGS.email));
  expect((await forwarded(lettings)).toSorted()).toEqual(references.toSorted());
  await openForwarded(lettings, erasure);
  for (const fact of [KNOWN_SIGNER.name, KNOWN_SIGNER.email, `Please erase my ${MARKER}.`]) await lettings.sees(fact);
  await lettings.seesNot(lettings.text('controller.unproven.title'));
  const saved = await save(lettings.link('controller.download.link'));
  expect(saved.name).toBe(`request-${erasure}.json`);
  expect(JSON.parse(saved.bytes.toString())).toMatchObject({
    regulation: 'gdpr',
    direction: 'processor_to_controller',
    reference: erasure,
    subject_request_type: 'erasure',
    dpv_right: 'https://w3id.org/dpv/legal/eu/gdpr#A17',
    subject_identities: [{ identity_type: 'email', identity_value: KNOWN_SIGNER.email, identity_format: 'raw' }],
    mailbox_proven: true,
    matter: [
      { question: 'erase_scope', answer: 'part' },
      { question: 'erase_what', answer: `Please erase my ${MARKER}.` },
    ],
    subject_country: 'NL',
    on_behalf_of: null,
    mandate: 'forward',
    request_status: 'pending',
  });
  await acknowledge(lettings);
  const acknowledged = await portal.post.mailTo(KNOWN_SIGNER.email);
  expect(new URL(linkIn(acknowledged, '/requests/')).pathname).toBe(`/requests/${erasure}`);

  await test.step('the signer sees who has it, since when, and what happens next', async () => {
    await signer.open('/requests');
    await openMine(signer, 'erasure', erasure);
    const trail = (name: string) => signer.page.getByRole('article').filter({ hasText: name });
    await expect(signer.page.getByRole('article')).toHaveCount(2);
    await expect(trail(LETTINGS.name)).toContainText(signer.text('subject.request.step_told'));
    await expect(trail(LETTINGS.name)).toContainText(signer.text('subject.request.step_acknowledged'));
    await expect(trail(LETTINGS.name)).toContainText(signer.text('subject.request.next_acknowledged'));
    await expect(trail(INSURANCE.name)).toContainText(signer.text('subject.request.step_told'));
    await expect(trail(INSURANCE.name)).not.toContainText(signer.text('subject.request.step_acknowledged'));
    await expect(trail(INSURANCE.name)).toContainText(signer.text('subject.request.next_told'));
    for (const card of [LETTINGS.name, INSURANCE.name]) {
      await expect(trail(card).locator('ol time').first()).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT/);
    }
  });

  await test.step('the other organisation sees its own, and nothing of the first', async () => {
    const notice = await portal.post.mailTo(INSURANCE.email);
    expect(notice.subject).toBe(text(INSURANCE.language, 'mails.forwarded.subject', { controller: INSURANCE.name }));
    const insurance = await somebody();
    await comeIn(insurance, portal, INSURANCE, notice);
    await openForwarded(insurance, erasure);
    await insurance.sees(insurance.text('controller.state.waiting'));
    await insurance.seesNot(LETTINGS.name);
    const { pathname } = new URL(lettings.page.url());
    for (const path of [pathname, `${pathname}/request.json`]) {
      insurance.watch.expect(404);
      await insurance.open(path);
      await insurance.reads('errors.page.not_found');
    }
  });
});

test('What the pages say to a signer does not tell whether the mailbox is known', async ({ portal, somebody }) => {
  const pages: string[] = [];
  for (const subject of [KNOWN_SIGNER, UNKNOWN_SIGNER]) {
    const signer = await somebody();
    await file(signer, { ...FILING, subject });
    await signer.reads('subject.code.title');
    pages.push((await mainText(signer)).replaceAll(subject.email, 'ADDRESS'));
    await portal.post.mailTo(subject.email);
  }
  expect(pages[0]).toContain('ADDRESS');
  expect(pages[1]).toBe(pages[0]);
});

test('A signer whom nothing matches goes to staff, who forward to the organisation named', async ({ portal, somebody }) => {
  const signer = await somebody();
  await file(signer, { ...FILING, subject: UNKNOWN_SIGNER, organisation: 'Demo Notary', rights: { access: '' } });
  const [reference = ''] = await prove(signer, portal, UNKNOWN_SIGNER);
  await arrive(signer, 'access', reference);
  await signer.sees(signer.text('common.standing.triage'));
  await signer.sees(signer.text('subject.request.trail_none'));

  await forwardToNotary(await somebody(), reference, async (staff) => {
    await staff.sees(staff.text('staff.facts.proven'));
  });

  const notice = await portal.post.mailTo(NOTARY.email);
  await portal.post.mailTo(UNKNOWN_SIGNER.email);
  const notary = await somebody();
  await comeIn(notary, portal, NOTARY, notice);
  expect(await forwarded(notary)).toEqual([reference]);
  await openForwarded(notary, reference);
  await notary.sees(UNKNOWN_SIGNER.email);
  await notary.seesNot(notary.text('controller.unproven.title'));
  await acknowledge(notary);
  await portal.post.mailTo(UNKNOWN_SIGNER.email);
  await signer.page.reload();
  await signer.sees(NOTARY.name);
  await signer.sees(signer.text('subject.request.next_acknowledged'));
  await signer.judge();
});

test('A signer who never proves the mailbox is forwarded by staff, and the controller is told so', async ({
  portal,
  somebody,
}) => {
  const signer = await somebody();
  await file(signer, { ...FILING, subject: UNKNOWN_SIGNER, organisation: 'Demo Notary', rights: { access: '' } });
  await portal.post.mailTo(UNKNOWN_SIGNER.email);

  const staff = await somebody();
  await signIn(staff);
  const [reference = ''] = await queued(staff);
  await staff.open('/staff');
  await forwardToNotary(staff, reference, (it) => it.sees(it.text('staff.route.unproven')));

  const notice = await portal.post.mailTo(NOTARY.email);
  const notary = await somebody();
  await comeIn(notary, portal, NOTARY, notice);
  await openForwarded(notary, reference);
  await notary.sees(notary.text('controller.unproven.title'));
  await acknowledge(notary);
  // Nobody showed that this mailbox wants to hear of it.
  expect(portal.post.allTo(UNKNOWN_SIGNER.email)).toHaveLength(1);
});

/** Staff send a request to the notary, whom the signer named; `look` looks at it before. */
async function forwardToNotary(staff: Person, reference: string, look: (staff: Person) => Promise<void>): Promise<void> {
  if (new URL(staff.page.url()).pathname !== '/staff') await signIn(staff);
  await openRequest(staff, reference);
  await look(staff);
  await staff.type('staff.route.search', 'notary');
  await staff.press('staff.route.search_button');
  const found = staff.page.getByRole('group', { name: staff.text('staff.route.choose') }).getByRole('radio');
  await expect(found).toHaveCount(1);
  await staff.judge();
  const notary = found.and(staff.page.getByLabel(NOTARY.name, { exact: true }));
  await expect(notary).toHaveAccessibleDescription(new RegExp(staff.text('staff.route.named')));
  await notary.check();
  await staff.press('staff.route.button');
  await isDone(staff, 'staff.route.done');
}

async function mainText(person: Person): Promise<string> {
  return (await person.page.getByRole('main').innerText()).trim();
}
