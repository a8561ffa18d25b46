import { spawn } from "node:child_process";
import { join } from "node:path";
import { waitUntil } from "../support/wait-until.ts";

/** A flood that can be switched on and off. */
export interface Flood extends AsyncDisposable {
  set: (isOn: boolean) => void;
  pid: number | undefined;
  /** The number of calls made so far. */
  calls: () => number;
  /** The last line that it printed. */
  lastLine: () => string;
}

/** The origin of the flood: one address, or many against one organization. */
export type FloodOrigin = "address" | "company";

/** Starts a flood against an organization of the deployment at `url`. */
export async function startFlood(url: string, widgetKey: string, kind: FloodOrigin): Promise<Flood> {
  return await startFloodProcess(join(import.meta.dirname, "flood-process.ts"), [url, widgetKey, kind]);
}

/** Starts a process that says `ready`, is switched over stdin, and prints the number of its calls. */
export async function startFloodProcess(script: string, args: readonly string[]): Promise<Flood> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (data: Buffer) => (output = (output + data.toString()).slice(-KEPT_LENGTH)));
  await waitUntil("the flood process is ready", () => output.includes("ready"));
  return {
    pid: child.pid,
    set: (isOn) => void child.stdin.write(isOn ? "on\n" : "off\n"),
    calls: () => Number(/(\d+)\n$/.exec(output)?.[1] ?? 0),
    lastLine: () => output.trimEnd().split("\n").at(-1) ?? "",
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
    },
  };
}

const KEPT_LENGTH = 200;
