import { Authenticator } from '../support/authenticator.ts';
import { Passkeys } from '../support/passkey.ts';
import { COLLEAGUE, INVITED } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import type { Portal } from '../support/portal.ts';
import { linkIn } from '../support/post-office.ts';
import { run } from '../support/program.ts';
import { isDone } from '../support/steps/staff.ts';
import { expect, test } from '../support/test.ts';

/** Somebody who was invited chooses a password, and comes to where the second factor is set up. */
async function accept(portal: Portal, invited: Person): Promise<void> {
  const { email, name } = INVITED;
  const who = ['--email', email, '--name', name, '--role', 'agent', '--language', 'en'];
  await run(portal.folder, ['staff', 'invite', '--config', 'inzage.toml', ...who]);
  const mail = await portal.post.mailTo(email);
  await invited.open(new URL(linkIn(mail, '/staff/invitation/')).pathname);
  await invited.reads('staff.invited.title');
  await invited.type('staff.password.new', INVITED.password);
  await invited.type('staff.password.again', INVITED.password);
  await invited.press('staff.invited.button');
  await invited.reads('staff.enrol.title');
}

async function signOut(staff: Person): Promise<void> {
  await staff.press('common.sign_out');
  await staff.open('/staff');
  await staff.reads('staff.sign_in.title');
}

test.describe('In a browser with scripts', () => {
  test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'browsers lend passkeys to scripts alone');

  test('An invited colleague signs in by passkey alone, and keeps at least one second factor', async ({ portal, somebody }) => {
    const invited = await somebody();
    const passkeys = await Passkeys.on(invited.page);
    await accept(portal, invited);

    await test.step('sets up a passkey and keeps the recovery codes', async () => {
      await invited.press('staff.key.make_passkey');
      await invited.reads('staff.recovery.title');
      expect(await passkeys.count()).toBe(1);
      await invited.press('staff.recovery.button');
      await invited.reads('staff.queue.title');
    });

    await test.step('comes back without a password', async () => {
      await signOut(invited);
      await invited.press('staff.sign_in.by_passkey');
      await invited.reads('staff.queue.title');
    });

    await test.step('is told when the device does not know its holder, and can try again', async () => {
      await signOut(invited);
      await passkeys.knowsItsHolder(false);
      await invited.press('staff.sign_in.by_passkey');
      await invited.sees(invited.text('staff.key.cancelled'));
      await invited.judge();
      await passkeys.knowsItsHolder(true);
      await invited.press('staff.sign_in.by_passkey');
      await invited.reads('staff.queue.title');
    });

    await test.step('cannot take away the only one', async () => {
      await invited.follow('staff.account.link');
      await invited.reads('staff.account.title');
      await invited.follow('staff.key.change_of', { name: invited.text('staff.key.kind.passkey') });
      await invited.at(invited.text('staff.key.kind.passkey'));
      await invited.type('staff.key.name', 'Work laptop');
      await invited.press('staff.key.name_button');
      await isDone(invited, 'staff.account.done');
      await invited.follow('staff.key.change_of', { name: 'Work laptop' });
      await invited.unfold('staff.key.remove');
      await invited.judge();
      await invited.press('staff.key.remove_button');
      await expect(invited.page.getByRole('alert')).toContainText(invited.text('errors.trouble.last_factor'));
      await invited.judge();
    });

    await test.step('sets up an app, and then can', async () => {
      await invited.open('/staff/account');
      await invited.follow('staff.account.app_add');
      await invited.reads('staff.account.app_add');
      const app = new Authenticator(await invited.page.locator('code.secret').innerText());
      await invited.type('staff.factor.code', await app.next());
      await invited.press('staff.account.app_add_button');
      await isDone(invited, 'staff.account.done');
      await invited.follow('staff.key.change_of', { name: 'Work laptop' });
      await invited.unfold('staff.key.remove');
      await invited.press('staff.key.remove_button');
      await isDone(invited, 'staff.account.done');
      await invited.sees(invited.text('staff.key.none'));
    });

    await test.step('what was taken away opens nothing, and the page says so', async () => {
      await signOut(invited);
      await invited.press('staff.sign_in.by_passkey');
      await expect(invited.page.getByRole('alert')).toContainText(invited.text('errors.trouble.key_unknown'));
      await invited.judge();
    });
  });

  test('A security key comes after the password; lost, a recovery code does', async ({ portal, somebody }) => {
    const invited = await somebody();
    const passkeys = await Passkeys.on(invited.page);
    await accept(portal, invited);
    await invited.unfold('staff.enrol.security_key');
    await invited.judge();
    await invited.press('staff.key.make_security_key');
    await invited.reads('staff.recovery.title');
    const codes = await invited.page.locator('.recovery-codes code').allInnerTexts();
    await invited.press('staff.recovery.button');
    await invited.reads('staff.queue.title');

    const givePassword = async () => {
      await signOut(invited);
      await invited.type('staff.sign_in.email', INVITED.email);
      await invited.type('staff.sign_in.password', INVITED.password);
      await invited.press('staff.sign_in.button');
      await invited.reads('staff.factor.title_key');
    };
    await givePassword();
    await invited.press('staff.factor.by_key');
    await invited.reads('staff.queue.title');

    await passkeys.loseAll();
    await givePassword();
    await invited.press('staff.factor.by_key');
    await invited.sees(invited.text('staff.key.cancelled'));
    await invited.type('staff.factor.recovery', codes[0] ?? '');
    await invited.press('staff.factor.button');
    await invited.reads('staff.queue.title');

    await test.step('adds a passkey in its place', async () => {
      await invited.open('/staff/account/keys/add/passkey');
      await invited.reads('staff.key.add_passkey');
      await invited.type('staff.key.name', 'Phone');
      await invited.press('staff.key.make_passkey');
      await isDone(invited, 'staff.account.done');
      await invited.sees('Phone');
      await signOut(invited);
      await invited.press('staff.sign_in.by_passkey');
      await invited.reads('staff.queue.title');
    });
  });
});

test.describe('In a browser without', () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled, 'for browsers that run none');

  test('Without scripts the pages say that passkeys need them, and the other ways stand', async ({ somebody }) => {
    const staff = await somebody();
    await staff.open('/staff');
    await staff.reads('staff.sign_in.title');
    await staff.sees(staff.text('staff.key.no_script'));
    await expect(staff.button('staff.sign_in.by_passkey')).toBeHidden();
    await staff.type('staff.sign_in.email', COLLEAGUE.email);
    await staff.type('staff.sign_in.password', COLLEAGUE.password);
    await staff.press('staff.sign_in.button');
    await staff.reads('staff.enrol.title');
    await staff.sees(staff.text('staff.key.no_script'));
    await staff.unfold('staff.enrol.app');
    await expect(staff.field('staff.factor.code')).toBeVisible();
    await staff.judge();
  });
});
