import { readFileSync } from "node:fs";
import { killOnExit } from "../support/kill-on-exit.ts";
import { waitUntil } from "../support/wait-until.ts";
import { ensureSystemTool } from "../../test/ensure-system-tool.ts";

/** A recording of the system calls of processes: writes, syncs and sends. */
export interface SystemCallTrace {
  /** Stops the recording and returns its lines, in the order of the calls. */
  stop: () => Promise<string[]>;
}

const CALLS = "fsync,fdatasync,pwrite64,pwritev,pwritev2,write,writev,sendto,sendmsg";
const SHOWN_BYTES = 4096;
const ATTACH_MS = 20_000;

/** Attaches strace to processes and all their threads. Needs permission to trace them. */
export async function traceSystemCalls(pids: readonly number[], file: string): Promise<SystemCallTrace> {
  ensureSystemTool("strace", "strace");
  const which = pids.flatMap((pid) => ["-p", `${pid}`]);
  const strace = killOnExit(
    Bun.spawn(["strace", "-f", "-y", "-s", `${SHOWN_BYTES}`, "-e", `trace=${CALLS}`, "-o", file, ...which], {
      stdio: ["ignore", "ignore", "pipe"],
    }),
  );
  let output = "";
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of strace.stderr) output += decoder.decode(chunk, { stream: true });
  })();
  const isAttached = () =>
    strace.exitCode !== null || pids.every((pid) => output.includes(`Process ${pid} attached`));
  if (!(await waitUntil(isAttached, ATTACH_MS)) || strace.exitCode !== null)
    throw new Error(`strace could not attach: ${output}`);
  return {
    async stop() {
      strace.kill("SIGINT");
      await strace.exited;
      return readFileSync(file, "utf8").split("\n");
    },
  };
}
