/** Unpacks a ZIP as its directory at the end tells (APPNOTE 4.3): nothing of the portal's own has a hand in it. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const DEFLATED = 8;

/** The files in it, by path. */
export function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error('no ZIP: it has no end');
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error('the directory of the ZIP is broken');
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [number, number, number];
    const path = zip.toString('utf8', at + 46, at + 46 + name);
    files.set(path, content(zip, at));
    at += 46 + name + extra + comment;
  }
  return files;
}

function content(zip: Buffer, entry: number): Buffer {
  const [method, packed, size] = [zip.readUInt16LE(entry + 10), zip.readUInt32LE(entry + 20), zip.readUInt32LE(entry + 24)];
  const local = zip.readUInt32LE(entry + 42);
  if (zip.readUInt32LE(local) !== LOCAL || method !== DEFLATED) throw new Error('an entry that is not deflated');
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const bytes = inflateRawSync(zip.subarray(start, start + packed));
  if (bytes.length !== size) throw new Error('an entry of another size than its directory tells');
  return bytes;
}

/** Lays files down in a folder, none of them outside. */
export async function layDown(files: Map<string, Buffer>, folder: string): Promise<void> {
  for (const [path, bytes] of files) {
    const to = normalize(join(folder, path));
    if (!to.startsWith(`${folder}/`)) throw new Error(`${path} leads out of the folder`);
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, bytes);
  }
}
