import { MARKER, PRANKSTER, STRANGER } from '../support/people.ts';
import { otherThan, isNotAccepted, typeCode } from '../support/steps/codes.ts';
import { file } from '../support/steps/filing.ts';
import type { Filing } from '../support/steps/filing.ts';
import { openRequest, queued, signIn } from '../support/steps/staff.ts';
import { comeBack, openMine, askForCode } from '../support/steps/subject.ts';
import { codeIn } from '../support/post-office.ts';
import { expect, test } from '../support/test.ts';

/** Filed under somebody else's address. */
const FILING: Filing = {
  subject: { name: PRANKSTER.name, email: STRANGER.email },
  relationship: 'customer',
  rights: { erasure: `Everything about ${MARKER}.` },
};

test('Who files under a stranger’s address is not let in, and the stranger says “not mine”', async ({ portal, somebody }) => {
  const prankster = await somebody();
  await file(prankster, FILING);
  const first = await portal.post.mailTo(STRANGER.email);
  await typeCode(prankster, otherThan(codeIn(first)));
  await isNotAccepted(prankster);
  for (const path of ['/requests', '/return']) {
    await prankster.open(path);
    await prankster.reads('subject.back.title');
  }

  const staff = await somebody();
  await signIn(staff);
  const [reference = ''] = await queued(staff);

  const stranger = await somebody();
  await comeBack(stranger, portal, STRANGER);
  await test.step('the stranger is asked, and sees nothing of what was said', async () => {
    await stranger.sees(stranger.text('subject.overview.unclaimed'));
    await stranger.sees(stranger.pattern('subject.overview.unclaimed_text'));
    for (const hidden of [PRANKSTER.name, MARKER, reference]) await stranger.seesNot(hidden);
    stranger.watch.expect(404);
    await stranger.open(`/requests/${reference}`);
    await stranger.reads('errors.page.not_found');
    await stranger.open('/requests');
  });
  await stranger.press('subject.overview.no');
  await stranger.reads('subject.overview.title');
  await stranger.sees(stranger.text('subject.overview.none'));
  await stranger.seesNot(stranger.text('subject.overview.unclaimed'));
  stranger.watch.expect(404);
  await stranger.open(`/requests/${reference}`);
  await stranger.reads('errors.page.not_found');

  await staff.page.reload();
  await staff.sees(staff.text('staff.queue.none_open'));
  await staff.open('/staff?standing=closed');
  await openRequest(staff, reference);
  await staff.sees(staff.text('staff.timeline.disowned'));
});

test('Who did file, on another device, says “yes, mine”, and has proven it', async ({ portal, somebody }) => {
  const sender = await somebody();
  await file(sender, FILING);
  await portal.post.mailTo(STRANGER.email);
  const owner = await somebody();
  await comeBack(owner, portal, STRANGER);
  await owner.press('subject.overview.yes');
  await owner.reads('subject.overview.title');
  await owner.seesNot(owner.text('subject.overview.unclaimed'));
  const received = await portal.post.mailTo(STRANGER.email);
  const [reference = ''] = received.text.match(/\b[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{4}\b/) ?? [];
  await openMine(owner, 'erasure', reference);
  await owner.sees(`Everything about ${MARKER}.`);
});

test('Coming back with an address that nobody knows is answered the same, and no mail goes out', async ({
  portal,
  somebody,
}) => {
  const [nobody, sender] = [await somebody(), await somebody()];
  await file(sender, FILING);
  await portal.post.mailTo(STRANGER.email);
  const pages: string[] = [];
  for (const address of [PRANKSTER.email, STRANGER.email]) {
    await nobody.open('/return');
    await askForCode(nobody, address);
    await nobody.reads('subject.code.title');
    pages.push((await nobody.page.getByRole('main').innerText()).replaceAll(address, 'ADDRESS'));
  }
  expect(pages[0]).toContain('ADDRESS');
  expect(pages[1]).toBe(pages[0]);
  // Letters leave in turn: once the second address got its code, the first would have had one.
  await portal.post.mailTo(STRANGER.email);
  expect(portal.post.allTo(PRANKSTER.email)).toEqual([]);
});
