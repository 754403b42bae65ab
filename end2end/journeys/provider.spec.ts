import { expect, test } from '../support/test.ts';
import { CUSTOMER, STAFF } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { LABEL } from '../support/provider.ts';
import { file } from '../support/steps/filing.ts';
import { isDone, openRequest, signIn } from '../support/steps/staff.ts';
import { prove } from '../support/steps/subject.ts';

test.use({ hasProvider: true });

/** On the provider's page, presses one of its buttons. */
async function at(person: Person, button: 'Sign in' | 'Cancel'): Promise<void> {
  await person.page.getByRole('heading', { name: LABEL, exact: true }).waitFor();
  await person.page.getByRole('button', { name: button, exact: true }).click();
}

async function signOut(staff: Person): Promise<void> {
  await staff.press('common.sign_out');
  await staff.open('/staff');
  await staff.reads('staff.sign_in.title');
}

test('Staff link their account and come in by it, with a second factor wherever it was checked @shots', async ({ portal, somebody }) => {
  const known = { subject: 'demo-1', person: { ...CUSTOMER, name: STAFF.name }, birthDate: '1980-02-03', methods: ['pwd'] };
  portal.provider!.knows(known);
  const staff = await somebody();

  await test.step('is let in nowhere before', async () => {
    await staff.open('/staff');
    await staff.reads('staff.sign_in.title');
    await staff.follow('staff.sign_in.elsewhere', { label: LABEL });
    staff.watch.expect(403);
    await at(staff, 'Sign in');
    await staff.sees(staff.text('errors.trouble.provider_not_linked'));
    await staff.judge();
  });

  await test.step('links', async () => {
    await signIn(staff);
    await staff.follow('staff.account.link');
    await staff.reads('staff.account.title');
    await staff.follow('staff.link.add', { label: LABEL });
    await at(staff, 'Sign in');
    await isDone(staff, 'staff.account.done');
    await expect(staff.button('staff.link.cut_of', { label: LABEL })).toBeVisible();
  });

  await test.step('comes in, and shows the second factor here', async () => {
    await signOut(staff);
    await staff.follow('staff.sign_in.elsewhere', { label: LABEL });
    await at(staff, 'Sign in');
    await staff.reads('staff.factor.title');
  });

  await test.step('comes in by both factors there', async () => {
    known.methods = ['pwd', 'mfa'];
    await staff.open('/staff/sign-in');
    await staff.follow('staff.sign_in.elsewhere', { label: LABEL });
    await at(staff, 'Sign in');
    await staff.reads('staff.queue.title');
  });

  await test.step('thinks better of it', async () => {
    await signOut(staff);
    await staff.follow('staff.sign_in.elsewhere', { label: LABEL });
    staff.watch.expect(403);
    await at(staff, 'Cancel');
    await staff.sees(staff.text('errors.trouble.provider_declined'));
    await staff.judge();
    await staff.follow('common.provider.to_sign_in');
    await staff.reads('staff.sign_in.title');
  });
});

test('A person shows who they are elsewhere, and staff put it on record @shots', async ({ portal, somebody }) => {
  portal.provider!.knows({ subject: 'demo-2', person: CUSTOMER, birthDate: '1980-02-03', methods: ['pwd', 'mfa'] });
  const [customer, staff] = [await somebody(), await somebody()];
  await file(customer, { subject: CUSTOMER, relationship: 'customer', rights: { access: '' } });
  const [reference = ''] = await prove(customer, portal, CUSTOMER);
  await customer.open(`/requests/${reference}`);
  await customer.judge();
  await customer.follow('subject.proof.eid_with', { label: LABEL });
  await at(customer, 'Sign in');
  await customer.sees(customer.text('subject.proof.eid_shown', { label: LABEL }));
  await customer.judge();

  await signIn(staff);
  await openRequest(staff, reference);
  await staff.sees(CUSTOMER.name);
  await staff.sees('1980-02-03');
  await staff.press('staff.proof.eid_confirm');
  await isDone(staff, 'staff.identity.done');
  await staff.seesNot('1980-02-03');
  await customer.open(`/requests/${reference}`);
  await customer.sees(customer.text('subject.event.identity_confirmed'));
  await expect(customer.link('subject.proof.eid_with', { label: LABEL })).toHaveCount(0);
});
