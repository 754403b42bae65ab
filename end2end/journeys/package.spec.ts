import { CUSTOMER, MARKER } from '../support/people.ts';
import { takeHome } from '../support/package.ts';
import { SYSTEMS } from '../support/portal.ts';
import { file } from '../support/steps/filing.ts';
import { ask, reply } from '../support/steps/outcomes.ts';
import { answer, gatherFile, gatherPasted, openRequest, recordIdentity, signIn } from '../support/steps/staff.ts';
import { prove } from '../support/steps/subject.ts';
import { expect, test } from '../support/test.ts';

const [INVOICING, SUPPORT] = SYSTEMS as [(typeof SYSTEMS)[0], (typeof SYSTEMS)[0]];
const PDF = Buffer.from(`%PDF-1.7\n${MARKER}\n%%EOF\n`);
const TEXT = Buffer.from('No network, no portal: this alone.\n');

test('What a person takes home is whole, and reads off line, with scripts and without', async ({
  portal,
  somebody,
}) => {
  test.slow();
  const customer = await somebody();
  await file(customer, { subject: CUSTOMER, relationship: 'customer', rights: { access: '' } });
  const [reference = ''] = await prove(customer, portal, CUSTOMER);
  const staff = await somebody();
  await signIn(staff);
  await openRequest(staff, reference);
  await ask(staff, `Which ${MARKER} do you mean?`);
  await portal.post.mailTo(CUSTOMER.email);
  await customer.open(`/requests/${reference}`);
  await reply(customer, 'Both of them.', { name: 'scan.pdf', buffer: PDF });
  await customer.sees(customer.text('subject.talk.done'));
  await staff.open(`/staff/requests/${reference}`);
  await recordIdentity(staff, 'mailbox_on_record');
  const data = { invoices: [{ number: 'F-1', amount: 12.5, paid: true, note: null }], name: MARKER };
  await gatherPasted(staff, INVOICING.label, JSON.stringify(data));
  await gatherFile(staff, SUPPORT.label, 'notes.txt', TEXT);
  await answer(staff, 'staff.answer.fulfilled_access', 'Here they are.');
  await portal.post.mailTo(CUSTOMER.email);
  await customer.open(`/requests/${reference}`);
  const readings = [360, 1280].flatMap((width) => [true, false].map((hasScripts) => ({ hasScripts, width })));
  const { files, json } = await takeHome(customer, portal, ['Here they are.', 'F-1', MARKER], readings);
  await test.step('what was written is in it, with what was sent', () => {
    expect(json.conversation.map(({ from, text }) => [from, text])).toEqual([
      ['controller', `Which ${MARKER} do you mean?`],
      ['data_subject', 'Both of them.'],
    ]);
    const [sent] = json.conversation[1]?.files ?? [];
    expect(files.get(sent?.path ?? '')?.equals(PDF), 'what was sent is what lies there').toBe(true);
    expect(files.get('attachments/2-support.txt')?.equals(TEXT)).toBe(true);
  });
});
