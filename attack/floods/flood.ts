import { spawn } from "node:child_process";
import { join } from "node:path";
import { waitUntil } from "../support/wait-until.ts";

/** A crowd that floods when told to. */
export interface Flood extends AsyncDisposable {
  set: (isOn: boolean) => void;
  pid: number | undefined;
  /** Calls it has made so far. */
  calls: () => number;
}

/** From one address, or from everywhere against one company. */
export type FloodOrigin = "address" | "company";

/** Starts it against a company of the deployment at `url`. */
export async function startFlood(url: string, widgetKey: string, kind: FloodOrigin): Promise<Flood> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "flood-process.ts"), url, widgetKey, kind],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  let printed = "";
  child.stdout.on("data", (data: Buffer) => (printed = (printed + data.toString()).slice(-LAST)));
  await waitUntil("the crowd has gathered", () => printed.includes("ready"));
  return {
    pid: child.pid,
    set: (isOn) => void child.stdin.write(isOn ? "on\n" : "off\n"),
    calls: () => Number(/(\d+)\n$/.exec(printed)?.[1] ?? 0),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
    },
  };
}

const LAST = 200;
