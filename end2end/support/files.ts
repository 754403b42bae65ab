/** Files that a browser saves, and what an independent reader says of them. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Locator } from '@playwright/test';
import type { Portal } from './portal.ts';

export interface Saved {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The part of `export.json` that journeys look at; its whole shape is checked against the served schema. */
export interface Export {
  readonly request: { readonly reference: string; readonly right: string; readonly dpv: string; readonly due: string };
  readonly groups: { group_label: string; items: { data: { name: string; value: unknown }[] }[] }[];
  readonly conversation: { readonly from: string; readonly text: string | null; readonly files: { readonly path: string }[] }[];
  readonly originals: { readonly path: string; readonly sha256: string; readonly bytes: number }[];
}

/** A PDF that holds these words, as far as anybody looks. */
export function pdf(name: string, words: string) {
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7\n${words}\n%%EOF\n`) };
}

/** A white picture, with words in it that nobody sees: cameras write much about a picture into its file. */
export function png(name: string, width: number, height: number, words: string) {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 255)]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.concat(Array<Buffer>(height).fill(row)));
  const chunks = [chunk('IHDR', header), chunk('tEXt', Buffer.from(`Comment\0${words}`)), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))];
  return { name, mimeType: 'image/png', buffer: Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]) };
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Saves what a link leads to. */
export async function save(link: Locator): Promise<Saved> {
  const saving = link.page().waitForEvent('download');
  await link.click();
  const download = await saving;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Checks an export against the schema that this portal serves, and gives what is in it. */
export async function readExport(portal: Portal, saved: Saved): Promise<Export> {
  const schema = (await (await fetch(`${portal.url}/schema/export-3.json`)).json()) as object;
  const ajv = new Ajv2020({ allErrors: true, strict: true });
  addFormats.default(ajv);
  // The served schema tells its own version.
  ajv.addKeyword('version');
  // Numbers of Rust, which JSON Schema's own `minimum` bounds already.
  for (const format of ['uint64', 'uint32', 'uint16', 'uint8', 'uint']) ajv.addFormat(format, true);
  const validate = ajv.compile(schema);
  const json = JSON.parse(saved.bytes.toString('utf8')) as Export;
  if (!validate(json)) throw new Error(`${saved.name}: ${ajv.errorsText(validate.errors, { separator: '\n' })}`);
  // A schema that lets anything through would prove nothing.
  if (validate({ ...json, request: undefined }) || validate({ ...json, unknown: true })) {
    throw new Error('the served schema takes what is no export');
  }
  return json;
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
