import { appendFileSync } from "node:fs";
import { keepChild } from "./children.ts";

/** One process of the product, as an operator runs it: what it is told comes through its environment. */
export interface Instance {
  port: number;
  /** The process id; `null` while there is none. */
  pid: () => number | null;
  isRunning: () => boolean;
  /** Starts it and resolves once it listens; rejects with what it printed if it ends before. */
  start: () => Promise<void>;
  /** Ends it with a signal and resolves with its exit code once it is gone. */
  end: (signal: NodeJS.Signals) => Promise<number | null>;
  /** SIGSTOP and SIGCONT. */
  pause: () => void;
  resume: () => void;
}

export interface InstanceOptions {
  /** The checkout whose `src/server/main.ts` is run. */
  tree: string;
  port: number;
  env: Record<string, string>;
  /** Where what it prints is kept. */
  logFile: string;
  /** Told when it ends without having been asked to. */
  onDeath: (code: number | null, printed: string) => void;
}

const LISTENING = "Switchboard is running";
const KEPT_LENGTH = 200_000;
const LAST_WORDS = 2_000;

/** Prepares an instance; it is not started yet. */
export function createInstance({ tree, port, env, logFile, onDeath }: InstanceOptions): Instance {
  let child: Bun.Subprocess | null = null;
  const asked = new WeakSet<Bun.Subprocess>();

  async function start(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let heard = "";
    const born = keepChild(
      Bun.spawn([process.execPath, `${tree}/src/server/main.ts`], {
        cwd: tree,
        env: { ...process.env, ...env, PORT: `${port}` },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
    child = born;
    const hear = (text: string) => {
      appendFileSync(logFile, text);
      heard = (heard + text).slice(-KEPT_LENGTH);
      if (heard.includes(LISTENING)) resolve();
    };
    void listenTo(born.stdout, hear);
    void listenTo(born.stderr, hear);
    const fell = (code: number | null) => {
      if (child === born) child = null;
      reject(new Error(`The server did not start:\n${heard}`));
      if (!asked.has(born) && heard.includes(LISTENING)) onDeath(code, heard.slice(-LAST_WORDS));
    };
    void born.exited.then(fell);
    await promise;
  }

  return {
    port,
    pid: () => child?.pid ?? null,
    isRunning: () => child !== null,
    start,
    async end(signal) {
      const dying = child;
      if (dying === null) return null;
      asked.add(dying);
      dying.kill(signal);
      return await dying.exited;
    },
    pause: () => child?.kill("SIGSTOP"),
    resume: () => child?.kill("SIGCONT"),
  };
}

async function listenTo(stream: ReadableStream<Uint8Array>, hear: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of stream) hear(decoder.decode(chunk, { stream: true }));
}
