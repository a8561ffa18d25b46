import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { killOnExit } from "../support/kill-on-exit.ts";

export interface InstanceOptions {
  /** The checkout whose `src/server/main.ts` is run. */
  tree: string;
  host: string;
  port: number;
  /** A command placed before the instance's own, to run it in another network. */
  prefix: readonly string[];
  env: Record<string, string>;
  /** The file its output is appended to. */
  logFile: string;
  /** Called when it exits unexpectedly. */
  onUnexpectedExit: (code: number | null, output: string) => void;
}

const LISTENING = "Switchboard is running";
/** Behind the balancer, each says that its port is not the public one. */
const WARNING = /^\S+ warning: /;
const KEPT_LENGTH = 200_000;
const REPORTED_LENGTH = 2_000;
/** After this time a balancer's health checks have failed for an instance that no longer responds. */
const HEALTH_CHECK_MS = 2_000;

/** One process of the product, as an operator runs it: configured through environment variables. */
export class Instance {
  readonly host: string;
  readonly port: number;
  /** The instance's own address, not the balancer's. */
  readonly url: string;
  readonly #options: InstanceOptions;
  readonly #ending = new WeakSet<Bun.Subprocess>();
  #tree: string;
  #child: Bun.Subprocess | null = null;
  #pausedAt: number | null = null;

  /** Prepares an instance; it is not started yet. */
  constructor(options: InstanceOptions) {
    this.#options = options;
    this.#tree = options.tree;
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

  /** Whether a balancer that checks it every other second would send connections there. */
  isInService(): boolean {
    const isHanging = this.#pausedAt !== null && performance.now() - this.#pausedAt > HEALTH_CHECK_MS;
    return this.isRunning() && !isHanging;
  }

  /** Replaces the build that the next start runs. */
  install(tree: string): void {
    this.#tree = tree;
  }

  /** Everything that its processes have written. */
  printed(): string {
    const { logFile } = this.#options;
    return existsSync(logFile) ? readFileSync(logFile, "utf8") : "";
  }

  /** Starts the process where it should be refused. @returns its lines, warnings apart; `null` if it listens */
  async startRefused(): Promise<string[] | null> {
    const before = this.printed().length;
    return this.start().then(
      () => null,
      () =>
        this.printed()
          .slice(before)
          .split("\n")
          .filter((line) => line !== "" && !WARNING.test(line)),
    );
  }

  /** Starts the process and resolves once it listens. Rejects with its output if it exits first. */
  async start(): Promise<void> {
    const { port, prefix, env, logFile } = this.#options;
    const tree = this.#tree;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let output = "";
    const child = killOnExit(
      Bun.spawn([...prefix, process.execPath, `${tree}/src/server/main.ts`], {
        cwd: tree,
        env: { ...process.env, ...env, PORT: `${port}` },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
    this.#child = child;
    this.#pausedAt = null;
    const addOutput = (text: string) => {
      appendFileSync(logFile, text);
      output = (output + text).slice(-KEPT_LENGTH);
      if (output.includes(LISTENING)) resolve();
    };
    const reading = [readOutput(child.stdout, addOutput), readOutput(child.stderr, addOutput)];
    const onExit = async (code: number) => {
      this.#onExit(child, code, output);
      await Promise.all(reading);
      reject(new Error(`The server did not start:\n${output}`));
    };
    void child.exited.then(onExit);
    await promise;
  }

  /** Sends the signal and resolves with the exit code. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (child === null) return null;
    this.#ending.add(child);
    child.kill(signal);
    return await child.exited;
  }

  /** Sends SIGSTOP: the process exists and does nothing. */
  pause(): void {
    this.#pausedAt = performance.now();
    this.#child?.kill("SIGSTOP");
  }

  /** Sends SIGCONT. */
  resume(): void {
    this.#pausedAt = null;
    this.#child?.kill("SIGCONT");
  }

  #onExit(child: Bun.Subprocess, code: number, output: string): void {
    if (this.#child === child) this.#child = null;
    if (!this.#ending.has(child) && output.includes(LISTENING))
      this.#options.onUnexpectedExit(code, output.slice(-REPORTED_LENGTH));
  }
}

async function readOutput(
  stream: ReadableStream<Uint8Array>,
  addOutput: (text: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of stream) addOutput(decoder.decode(chunk, { stream: true }));
}
