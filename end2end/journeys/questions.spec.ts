import { pdf, save } from '../support/files.ts';
import { CHILD, CUSTOMER, MARKER } from '../support/people.ts';
import { codeIn } from '../support/post-office.ts';
import { enterCode, typeCode } from '../support/steps/codes.ts';
import { RIGHTS, answerAsk, send, toCheck } from '../support/steps/filing.ts';
import type { Answers, Filing, Right } from '../support/steps/filing.ts';
import { isDone, openRequest, signIn } from '../support/steps/staff.ts';
import { arrive, openMine, referencesIn } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';
import { LANGUAGES, text } from '../support/texts.ts';

const said = (what: string) => `${what}: ${MARKER}`;

/** Every question that any answer leads to. */
const EVERYTHING: Record<Right, Answers> = {
  access: [['access_what', said('invoices')]],
  rectification: [
    ['rectify_wrong', said('wrong')],
    ['rectify_right', said('right')],
    ['rectify_proof', said('proof')],
  ],
  erasure: [
    ['erase_scope', 'part'],
    ['erase_what', said('some')],
    ['erase_ground', 'other_reason'],
    ['erase_why', said('reason')],
  ],
  restriction: [
    ['restrict_ground', 'needed_for_claim'],
    ['restrict_what', said('payments')],
  ],
  portability: [
    ['port_what', said('messages')],
    ['port_to', 'to_other_controller'],
    ['port_whom', said('elsewhere')],
  ],
  objection: [
    ['object_to', 'other_use'],
    ['object_what', said('profile')],
    ['object_why', said('situation')],
  ],
  automated_decision: [
    ['decision_which', said('decision')],
    ['decision_say', said('opinion')],
  ],
  consent_withdrawal: [['consent_which', said('newsletter')]],
};

const MAY_END: Right[] = ['rectification', 'erasure', 'restriction', 'consent_withdrawal'];

for (const language of LANGUAGES) {
  test(`In ${language}, every question of every right is asked and answered`, async ({
    portal,
    somebody,
  }) => {
    test.slow();
    const customer = await somebody();
    await customer.open('/');
    await customer.speaks(language);
    const filing: Filing = { subject: CUSTOMER, relationship: 'customer', rights: EVERYTHING };
    await toCheck(customer, filing);

    await test.step('each answer stands there, with a link to its very question', async () => {
      for (const right of RIGHTS) {
        for (const [ask, answer] of EVERYTHING[right]) {
          await customer.sees(answer.includes(MARKER) ? answer : customer.text(`asks.pick.${answer}`));
          const names = { right: customer.text(`common.right.${right}`), question: customer.text(`asks.${ask}.label`) };
          const name = `${customer.text('common.change')} ${customer.text('filing.check.of_right', names)}`;
          const link = customer.page.getByRole('link', { name, exact: true });
          await expect(link).toHaveAttribute('href', `/file/ask/${ask}`);
        }
      }
      for (const right of MAY_END) await customer.sees(customer.text(`asks.ends.${right}`));
    });
    await test.step('an answer is changed, and nothing else is asked', async () => {
      await customer.page.locator('a[href="/file/ask/object_to"]').click();
      await answerAsk(customer, 'object_to', 'direct_marketing');
      await customer.reads('filing.check.title');
      await customer.seesNot(said('profile'));
    });
    await send(customer);
    await enterCode(customer, portal, CUSTOMER.email);
    const received = await portal.post.mailTo(CUSTOMER.email);
    expect(received.text.split(text(language, 'mails.received.ends'))).toHaveLength(MAY_END.length + 1);
    const references = referencesIn(received);
    expect(references).toHaveLength(RIGHTS.length);

    const at = (right: Right) => references[RIGHTS.indexOf(right)] ?? '';
    await customer.reads('subject.overview.title');
    await openMine(customer, 'restriction', at('restriction'));
    await customer.sees(customer.text('asks.pick.needed_for_claim'));
    await customer.sees(said('payments'));

    const staff = await somebody();
    await signIn(staff);
    await openRequest(staff, at('objection'));
    await staff.sees(staff.text('asks.pick.direct_marketing'));
    await staff.seesNot(said('profile'));
    await staff.open(`/staff/requests/${at('restriction')}`);
    await staff.sees('18(1)(c)');
  });
}

test('A parent files for a child, who is told once the parent’s address is proven', async ({
  portal,
  somebody,
}) => {
  const parent = await somebody();
  const extract = pdf('extract.pdf', `birth of ${MARKER}`);
  const represented = { capacity: 'guardian', person: CHILD, shownBy: extract };
  await toCheck(parent, { subject: CUSTOMER, relationship: 'customer', rights: { access: '' }, represented });
  await test.step('what shows that the parent may do this stands among the answers, and on its own page', async () => {
    await parent.sees('extract.pdf');
    await parent.page.locator('a[href="/file/represented"]').first().click();
    await parent.reads('filing.represented.title');
    await parent.sees('extract.pdf');
    await parent.press('filing.continue_on');
    await parent.reads('filing.check.title');
  });
  await send(parent);
  await parent.reads('subject.code.title');
  const code = codeIn(await portal.post.mailTo(CUSTOMER.email));
  expect(portal.post.allTo(CHILD.email)).toEqual([]);
  await typeCode(parent, code);
  const [reference = ''] = referencesIn(await portal.post.mailTo(CUSTOMER.email));
  await arrive(parent, 'access', reference);
  await parent.sees(CHILD.name);
  await parent.sees(parent.text('asks.capacity.guardian'));
  await parent.sees(parent.text('subject.request.authority'));

  await parent.follow('common.back');
  await parent.reads('subject.overview.title');
  await parent.sees(CHILD.name);

  const told = await portal.post.mailTo(CHILD.email);
  expect(told.subject).toBe(text('en', 'mails.represented_told.subject'));
  expect(told.text).toContain('dpo@example.com');
  expect(told.text).not.toContain(reference);

  const staff = await somebody();
  await signIn(staff);
  await openRequest(staff, reference);
  for (const fact of [CHILD.name, CHILD.email, CUSTOMER.name]) await staff.sees(fact);
  const saved = await save(staff.page.getByRole('link', { name: 'extract.pdf' }));
  expect(saved.bytes.equals(extract.buffer), 'the proof of authority is what was sent').toBe(true);
  await staff.type('staff.authority.reasons', `The extract about ${MARKER}.`);
  await staff.press('staff.authority.button');
  await isDone(staff, 'staff.authority.done');
  await staff.sees(staff.text('asks.capacity.guardian'));
});
