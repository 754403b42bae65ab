import { CUSTOMER, MARKER } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { takeHome } from '../support/package.ts';
import { SYSTEMS } from '../support/portal.ts';
import { RIGHTS, file } from '../support/steps/filing.ts';
import type { Right } from '../support/steps/filing.ts';
import { finishAct, planAct } from '../support/steps/outcomes.ts';
import { answer, gatherPasted, openRequest, recordIdentity, signIn } from '../support/steps/staff.ts';
import { openMine, prove } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';
import { LANGUAGES } from '../support/texts.ts';

const [INVOICING] = SYSTEMS as [(typeof SYSTEMS)[0]];
const words = (right: Right) => `So much for ${right}.`;

/** The rights that are met by data. */
const HANDED_OVER: Right[] = ['access', 'portability'];

/** Hands over data. */
async function handOver(staff: Person, right: 'access' | 'portability'): Promise<void> {
  await recordIdentity(staff, 'mailbox_on_record');
  await gatherPasted(staff, INVOICING.label, JSON.stringify({ invoices: [{ number: 1, text: MARKER }] }));
  await answer(staff, `staff.answer.fulfilled_${right}`, words(right));
}

/** Does what is asked, and says so. */
async function act(staff: Person, right: Right): Promise<void> {
  if (right !== 'consent_withdrawal') await recordIdentity(staff, 'mailbox_on_record');
  await planAct(staff, INVOICING.label, `Done about ${MARKER}`);
  await finishAct(staff, INVOICING.label, '');
  await answer(staff, 'staff.answer.fulfilled', words(right));
}

const MEETING: Record<Right, (staff: Person) => Promise<void>> = {
  access: (staff) => handOver(staff, 'access'),
  rectification: (staff) => act(staff, 'rectification'),
  erasure: (staff) => act(staff, 'erasure'),
  restriction: (staff) => act(staff, 'restriction'),
  portability: (staff) => handOver(staff, 'portability'),
  objection: (staff) => answer(staff, 'staff.answer.fulfilled', words('objection')),
  automated_decision: (staff) => answer(staff, 'staff.answer.fulfilled', words('automated_decision')),
  consent_withdrawal: (staff) => act(staff, 'consent_withdrawal'),
};

for (const language of LANGUAGES) {
  test(`In ${language}, each of the eight rights is met in its own way, and each answer is read`, async ({
    portal,
    somebody,
  }) => {
    test.slow();
    const customer = await somebody();
    await customer.open('/');
    await customer.speaks(language);
    const rights = Object.fromEntries(RIGHTS.map((right) => [right, `${right}: ${MARKER}`]));
    await file(customer, { subject: CUSTOMER, relationship: 'customer', rights });
    const references = await prove(customer, portal, CUSTOMER);
    expect(references).toHaveLength(RIGHTS.length);

    const staff = await somebody();
    await signIn(staff);
    for (const [at, right] of RIGHTS.entries()) {
      await test.step(right, async () => {
        const reference = references[at] ?? '';
        await staff.open('/staff');
        await openRequest(staff, reference);
        await MEETING[right](staff);
        await portal.post.mailTo(CUSTOMER.email);
        await customer.open('/requests');
        await openMine(customer, right, reference);
        await customer.sees(words(right));
        await customer.sees(customer.text('common.outcome.fulfilled'));
        await customer.judge();
        if (HANDED_OVER.includes(right)) await takeHome(customer, portal, [words(right), MARKER]);
      });
    }
  });
}
