/** Fictional people and organisations. What is personal of them may be in no mail, no address and no log. */

export interface Subject {
  readonly name: string;
  readonly email: string;
  readonly customerNumber?: string;
}

export const CUSTOMER: Subject = {
  name: 'Demo Person Quillfeather',
  email: 'customer.quillfeather@example.org',
  customerNumber: 'KL-7731-QX',
};

export const KNOWN_SIGNER: Subject = { name: 'Demo Person Inkwell', email: 'signer.inkwell@example.org' };

export const UNKNOWN_SIGNER: Subject = { name: 'Demo Person Vellum', email: 'stranger.vellum@example.org' };

export const PRANKSTER: Subject = { name: 'Demo Person Trickster', email: 'prankster@example.org' };

/** The owner of an address that somebody else files under. */
export const STRANGER: Subject = { name: 'Demo Person Bystander', email: 'stranger.bystander@example.org' };

export const STAFF = { name: 'Demo Officer', email: 'officer@example.org', password: 'anchor violet ladder toast' };
export const COLLEAGUE = { name: 'Demo Colleague', email: 'colleague@example.org', password: 'pencil harbour mosaic tulip' };

/** Who is invited, and has no account before. */
export const INVITED = { name: 'Demo Newcomer', email: 'newcomer@example.org', password: 'lantern orbit velvet cedar' };

export interface Controller {
  readonly number: string;
  readonly name: string;
  readonly language: 'en' | 'nl';
  readonly email: string;
  readonly mayName: boolean;
  readonly isIndexed: boolean;
  /** Nobody asked it by another way whether this is its mailbox. */
  readonly isUnchecked?: true;
}

export const LETTINGS: Controller = {
  number: '20000001',
  name: 'Demo Lettings B.V.',
  language: 'en',
  email: 'privacy@lettings.example.org',
  mayName: true,
  isIndexed: true,
};

export const INSURANCE: Controller = {
  number: '20000002',
  name: 'Demo Insurance N.V.',
  language: 'nl',
  email: 'privacy@insurance.example.org',
  mayName: true,
  isIndexed: true,
};

export const ENERGY: Controller = {
  number: '20000003',
  name: 'Demo Energy Cooperative',
  language: 'en',
  email: 'privacy@energy.example.org',
  mayName: true,
  isIndexed: true,
};

/** Its signers are indexed, but it lets nobody name it. */
export const STAFFING: Controller = {
  number: '20000004',
  name: 'Demo Staffing GmbH',
  language: 'en',
  email: 'privacy@staffing.example.org',
  mayName: false,
  isIndexed: true,
};

/** Did not authorise an index: only staff can find it. */
export const NOTARY: Controller = {
  number: '20000005',
  name: 'Demo Notary Office',
  language: 'en',
  email: 'privacy@notary.example.org',
  mayName: true,
  isIndexed: false,
};

/** New in the register. */
export const COURIER: Controller = {
  number: '20000006',
  name: 'Demo Courier N.V.',
  language: 'nl',
  email: 'privacy@courier.example.org',
  mayName: true,
  isIndexed: false,
  isUnchecked: true,
};

export const CONTROLLERS = [LETTINGS, INSURANCE, ENERGY, STAFFING, NOTARY, COURIER];

/** Who signed for whom, under which document reference. */
export const SIGNATURES: [Subject, Controller, string][] = [
  [KNOWN_SIGNER, LETTINGS, 'LEASE-2026-0117'],
  [KNOWN_SIGNER, INSURANCE, 'POLICY-88-4021'],
  [KNOWN_SIGNER, ENERGY, 'SUPPLY-553'],
  [KNOWN_SIGNER, STAFFING, 'WORK-2026-9'],
];

/** Words that journeys put into descriptions, answers and gathered data, to find where they should not be. */
export const MARKER = 'zanzibarite';

/** For whom somebody else files. */
export const CHILD: Subject = { name: 'Demo Person Fledgling', email: 'child.fledgling@example.org' };

/** Two people who read one mailbox. */
export const ANNE: Subject = { name: 'Demo Person Ampersand', email: 'household.serif@example.org' };
export const BOB: Subject = { name: 'Demo Person Semicolon', email: 'household.serif@example.org' };

const SUBJECTS = [CUSTOMER, KNOWN_SIGNER, UNKNOWN_SIGNER, PRANKSTER, STRANGER, CHILD, ANNE, BOB];

/** Everything personal that journeys enter. */
export const PERSONAL: string[] = [
  MARKER,
  ...SUBJECTS.flatMap((subject) => [subject.name, subject.email, subject.customerNumber ?? []].flat()),
];
