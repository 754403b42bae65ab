/** A portal of its own for each journey: settings, keys, staff, registers, a mail server, and the running program. */

import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COLLEAGUE, CONTROLLERS, PERSONAL, SIGNATURES, STAFF } from './people.ts';
import { PostOffice } from './post-office.ts';
import { CLIENT, LABEL, Provider } from './provider.ts';
import { Program, faultsIn, run } from './program.ts';

export const OPERATOR = 'Demo Sealwright B.V.';
export const SYSTEMS = [
  { id: 'invoicing', label: 'Invoicing' },
  { id: 'support', label: 'Customer support' },
];

/** How often another port is tried when somebody took the free one first. */
const TRIES = 3;

export interface Portal {
  readonly url: string;
  readonly post: PostOffice;
  /** Who says of people who they are, where the journey wants one. */
  readonly provider?: Provider | undefined;
  readonly program: Program;
  /** Where its settings are, for commands. */
  readonly folder: string;
}

/** A folder in which everything is set up and nothing runs yet; each journey begins with a copy. */
export async function template(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'inzage-journeys-'));
  const settings = ['--config', 'inzage.toml'];
  await writeFile(join(folder, 'inzage.toml'), config(1, 1));
  await writeFile(join(folder, 'controllers.csv'), controllers());
  await writeFile(join(folder, 'signers.csv'), signers());
  await run(folder, ['keys', 'new', 'master.key']);
  for (const { name, email, password } of [STAFF, COLLEAGUE]) {
    await run(folder, ['staff', 'add', ...settings, '--email', email, '--name', name], `${password}\n`);
  }
  await run(folder, ['controllers', 'import', ...settings, 'controllers.csv']);
  await run(folder, ['signers', 'import', ...settings, 'signers.csv']);
  return folder;
}

/** Opens a portal on a copy of `from`, lets `use` walk, and closes it again; gives what is left to look at. */
export async function withPortal(
  from: string,
  hasProvider: boolean,
  use: (portal: Portal) => Promise<void>,
): Promise<Portal> {
  const folder = await mkdtemp(join(tmpdir(), 'inzage-journey-'));
  const post = await PostOffice.open();
  const provider = hasProvider ? await Provider.open() : undefined;
  try {
    await cp(from, folder, { recursive: true });
    const { url, program } = await open(folder, post, provider);
    provider?.serve(url);
    const portal = { url, post, provider, program, folder };
    try {
      await use(portal);
      // While it runs, what was written last stands in files beside the database.
      await holdsNothing(folder);
    } finally {
      await program.stop();
    }
    await holdsNothing(folder);
    return portal;
  } finally {
    await post.close();
    await provider?.close();
    await rm(folder, { recursive: true });
  }
}

async function open(
  folder: string,
  post: PostOffice,
  provider: Provider | undefined,
): Promise<{ url: string; program: Program }> {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    await writeFile(join(folder, 'inzage.toml'), config(port, post.port) + providers(provider));
    try {
      return { url: `http://localhost:${port}`, program: await Program.serve(folder, 'inzage.toml') };
    } catch (error) {
      if (tries === TRIES || !String(error).includes('cannot listen')) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** What the operator puts there, and no portal. */
const GIVEN = ['inzage.toml', 'controllers.csv', 'signers.csv'];

/** Looks for personal data in every file that the portal has: databases, what they write ahead, sealed files. */
async function holdsNothing(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || GIVEN.includes(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    // A file that went meanwhile holds nothing.
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    const [plain, wide] = [bytes.toString('latin1').toLowerCase(), bytes.toString('utf16le').toLowerCase()];
    const names = (word: string) => plain.includes(word.toLowerCase()) || wide.includes(word.toLowerCase());
    const found = PERSONAL.filter(names);
    if (found.length > 0) throw new Error(`“${found.join('”, “')}” rests in the open in ${entry.name}`);
  }
}

/** What went wrong behind the pages: faults in the log, and personal data in mails or the log. */
export function troubles({ post, program }: Portal): string[] {
  const personal = (text: string) => PERSONAL.filter((word) => text.toLowerCase().includes(word.toLowerCase()));
  const inMails = post.mails.flatMap((mail) =>
    personal(`${mail.subject}\n${mail.text}\n${mail.html}`).map((word) => `“${word}” in the mail “${mail.subject}”`),
  );
  const inLog = personal(program.log).map((word) => `“${word}” in the log`);
  const unread = post.unread().map((mail) => `nobody expected the mail to ${mail.to}: “${mail.subject}”`);
  return [...faultsIn(program.log).map((line) => `in the log: ${line}`), ...inMails, ...inLog, ...unread];
}

function controllers(): string {
  const yes = (is: boolean) => (is ? 'yes' : 'no');
  const rows = CONTROLLERS.map((it) =>
    [it.number, it.name, 'NL', it.language, it.email, yes(it.mayName), yes(it.isIndexed), it.isUnchecked ? '' : 'asked'],
  );
  return ['number,name,member_state,language,email,may_name_controller,index_authorised,contact_checked', ...rows.map((row) => row.join()), ''].join('\n');
}

function signers(): string {
  const rows = SIGNATURES.map(([signer, controller, document]) => [signer.email, controller.number, document].join());
  return ['email,controller_number,document', ...rows, ''].join('\n');
}

function providers(provider: Provider | undefined): string {
  if (provider === undefined) return '';
  return `
[[providers]]
id = "demo"
label = "${LABEL}"
issuer = "${provider.url}"
client_id = "${CLIENT.id}"
client_secret = "${CLIENT.secret}"
serves = ["staff", "subjects"]
amr = ["mfa"]
`;
}

function config(port: number, smtp: number): string {
  const systems = SYSTEMS.map(({ id, label }) => `[[operator.systems]]\nid = "${id}"\nlabel = "${label}"\n`);
  return `address = "127.0.0.1:${port}"
base_url = "http://localhost:${port}"
database_url = "sqlite://inzage.db"
keys_url = "sqlite://keys.db"
files = "files"
master_key_file = "master.key"
site = ${JSON.stringify(process.env.INZAGE_SITE ?? '')}

[smtp]
url = "smtp://127.0.0.1:${smtp}"
from = "privacy@example.com"

[log]
format = "json"

[identity]
document = true

[operator]
name = "${OPERATOR}"
address = "Example Quay 1, 1011 AA Amsterdam, the Netherlands"
dpo = "dpo@example.com"
authority_name = "Autoriteit Persoonsgegevens"
authority_url = "https://autoriteitpersoonsgegevens.nl"
member_state = "NL"
time_zone = "Europe/Amsterdam"
language = "nl"

${systems.join('\n')}`;
}
