/** A server under measurement: a child process that ends with this one. */
export interface ChildProcess extends AsyncDisposable {
  pid: number;
  /** The output so far. */
  printed: () => string;
  /** Sends `signal` and resolves once it has exited. */
  end: (signal: NodeJS.Signals) => Promise<void>;
}

interface ChildOptions {
  env: Record<string, string>;
  cwd?: string;
  /** The text it prints once it accepts connections. */
  readyWhen: string;
  uid?: number;
  gid?: number;
}

/**
 * Starts a process and waits until it is ready.
 *
 * @throws with its output, if it exits first
 */
export async function startChildProcess(
  command: readonly string[],
  options: ChildOptions,
): Promise<ChildProcess> {
  const { env, readyWhen, ...rest } = options;
  const child = Bun.spawn([...command], {
    ...rest,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill = () => child.kill("SIGKILL");
  process.on("exit", kill);
  let printed = "";
  let isReady = false;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const readOutput = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      printed += decoder.decode(chunk, { stream: true });
      if (!isReady && printed.includes(readyWhen)) {
        isReady = true;
        resolve();
      }
    }
  };
  void readOutput(child.stdout);
  void readOutput(child.stderr);
  void child.exited.then(() => reject(new Error(`${command.join(" ")} ended:\n${printed}`)));
  await promise;

  async function end(signal: NodeJS.Signals): Promise<void> {
    process.off("exit", kill);
    child.kill(signal);
    await child.exited;
  }

  return { pid: child.pid, printed: () => printed, end, [Symbol.asyncDispose]: () => end("SIGKILL") };
}
