/** An authenticator app: codes of the time (RFC 6238), none of them twice. */

import { createHmac } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP = 30_000;

export class Authenticator {
  readonly #secret: Buffer;
  #last = 0;

  constructor(secret: string) {
    const bits = [...secret.replaceAll(/\s/g, '')].map((c) => BASE32.indexOf(c).toString(2).padStart(5, '0')).join('');
    this.#secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  }

  /** A code that was not given before. The portal takes that of the next half minute too; the one after is waited for. */
  async next(): Promise<string> {
    const now = () => Math.floor(Date.now() / STEP);
    const step = Math.max(now(), this.#last + 1);
    while (step > now() + 1) await setTimeout(500);
    this.#last = step;
    return this.#code(step);
  }

  #code(step: number): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac('sha1', this.#secret).update(counter).digest();
    const offset = (mac.at(-1) ?? 0) & 0xf;
    return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
  }
}
