import { appendFileSync } from "node:fs";
import { killOnExit } from "../support/kill-on-exit.ts";

export interface InstanceOptions {
  /** The checkout whose `src/server/main.ts` is run. */
  tree: string;
  host: string;
  port: number;
  /** What the command is put behind, to run elsewhere than in our network. */
  prefix: readonly string[];
  env: Record<string, string>;
  /** Where what it prints is kept. */
  logFile: string;
  /** Told when it ends without having been asked to. */
  onDeath: (code: number | null, printed: string) => void;
}

const LISTENING = "Switchboard is running";
const KEPT_LENGTH = 200_000;
const LAST_WORDS = 2_000;
/** A balancer notices by then that an instance does not answer any more. */
const UNNOTICED_MS = 2_000;

/** One process of the product, as an operator runs it: what it is told comes through its environment. */
export class Instance {
  readonly host: string;
  readonly port: number;
  /** Its own door, past the balancer. */
  readonly url: string;
  readonly #options: InstanceOptions;
  readonly #asked = new WeakSet<Bun.Subprocess>();
  #child: Bun.Subprocess | null = null;
  #pausedAt: number | null = null;

  /** Prepares an instance; it is not started yet. */
  constructor(options: InstanceOptions) {
    this.#options = options;
    this.host = options.host;
    this.port = options.port;
    this.url = `http://${this.host}:${this.port}`;
  }

  /** The process id; `null` while there is none. */
  pid(): number | null {
    return this.#child?.pid ?? null;
  }

  isRunning(): boolean {
    return this.#child !== null;
  }

  /** Whether a balancer that looks after it every other second would send anybody there. */
  isInService(): boolean {
    const isHanging = this.#pausedAt !== null && performance.now() - this.#pausedAt > UNNOTICED_MS;
    return this.isRunning() && !isHanging;
  }

  /** Starts it and resolves once it listens; rejects with what it printed if it ends before. */
  async start(): Promise<void> {
    const { tree, port, prefix, env, logFile } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let heard = "";
    const child = killOnExit(
      Bun.spawn([...prefix, process.execPath, `${tree}/src/server/main.ts`], {
        cwd: tree,
        env: { ...process.env, ...env, PORT: `${port}` },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
    this.#child = child;
    this.#pausedAt = null;
    const hear = (text: string) => {
      appendFileSync(logFile, text);
      heard = (heard + text).slice(-KEPT_LENGTH);
      if (heard.includes(LISTENING)) resolve();
    };
    void listenTo(child.stdout, hear);
    void listenTo(child.stderr, hear);
    const fell = (code: number) => {
      reject(new Error(`The server did not start:\n${heard}`));
      this.#fell(child, code, heard);
    };
    void child.exited.then(fell);
    await promise;
  }

  /** Ends it with a signal and resolves with its exit code once it is gone. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const dying = this.#child;
    if (dying === null) return null;
    this.#asked.add(dying);
    dying.kill(signal);
    return await dying.exited;
  }

  /** SIGSTOP: it is there, and does nothing. */
  pause(): void {
    this.#pausedAt = performance.now();
    this.#child?.kill("SIGSTOP");
  }

  /** SIGCONT. */
  resume(): void {
    this.#pausedAt = null;
    this.#child?.kill("SIGCONT");
  }

  #fell(child: Bun.Subprocess, code: number, printed: string): void {
    if (this.#child === child) this.#child = null;
    if (!this.#asked.has(child) && printed.includes(LISTENING))
      this.#options.onDeath(code, printed.slice(-LAST_WORDS));
  }
}

async function listenTo(stream: ReadableStream<Uint8Array>, hear: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of stream) hear(decoder.decode(chunk, { stream: true }));
}
