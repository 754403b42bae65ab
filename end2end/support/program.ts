/** The real `inzage`, as an operator runs it: commands, and the portal itself. */

import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** For how long the portal may take to open, or to close, in milliseconds. */
const PATIENCE = 30_000;

type Process = ChildProcessByStdio<Writable, Readable, Readable>;

function start(folder: string, args: string[]): Process {
  const binary = process.env.INZAGE_BIN;
  if (!binary) throw new Error('INZAGE_BIN names no inzage: run the journeys by `cargo xtask test --e2e`');
  // Settings come from the file alone.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('INZAGE_')));
  return spawn(binary, args, { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Runs a command to its end, with `input` typed into it. */
export async function run(folder: string, args: string[], input = ''): Promise<void> {
  const child = start(folder, args);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  // Whoever ends before reading it all has said why.
  child.stdin.on('error', (error) => (said += `${error.message}\n`));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`inzage ${args.join(' ')} ended with ${code}:\n${said}`);
}

/** A portal that runs. */
export class Program {
  /** What it wrote so far. */
  log = '';
  readonly #child: Process;
  readonly #closed: Promise<unknown>;

  private constructor(child: Process) {
    this.#child = child;
    this.#closed = once(child, 'close');
  }

  /** Starts it, and waits until it says that it is open. */
  static async serve(folder: string, config: string): Promise<Program> {
    const child = start(folder, ['serve', '--config', config]);
    child.stdin.end();
    const program = new Program(child);
    await program.#untilOpen();
    return program;
  }

  /** Lets it end in good order. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    const killed = setTimeout(() => this.#child.kill('SIGKILL'), PATIENCE);
    await this.#closed;
    clearTimeout(killed);
    if (this.#child.exitCode !== 0) {
      throw new Error(`inzage serve ended with ${this.#child.exitCode ?? this.#child.signalCode}:\n${this.log}`);
    }
  }

  #untilOpen(): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`inzage serve did not open:\n${this.log}`)), PATIENCE);
      const read = (line: string) => {
        this.log += `${line}\n`;
        if (isOpening(line)) {
          clearTimeout(late);
          resolve();
        }
      };
      for (const stream of [this.#child.stdout, this.#child.stderr]) createInterface(stream).on('line', read);
      void this.#closed.then(() => {
        clearTimeout(late);
        reject(new Error(`inzage serve did not open:\n${this.log}`));
      });
    });
  }
}

/** Whether a line of the log says that the portal listens. */
function isOpening(line: string): boolean {
  return line.startsWith('{') && (JSON.parse(line) as { fields?: { message?: string } }).fields?.message === 'open';
}

/** The lines of a log that tell of a fault of the program's own. That a statement took long tells of the machine. */
export function faultsIn(log: string): string[] {
  const isFault = (line: string) => /"level":"(ERROR|WARN)"/.test(line) && !line.includes('"message":"slow statement');
  return log.split('\n').filter((line) => isFault(line) || line.includes('panicked'));
}
