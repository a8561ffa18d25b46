import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { SwitchboardServer } from "../../systems/switchboard/switchboard-server.ts";
import { PROBE_LINES, PROBE_READY } from "./probe-lines.ts";

/** Another company's chats, whose messages are timed. */
export interface Probe extends AsyncDisposable {
  /** Resolves once all of its connections are open, also after a restart of the server. */
  settle: () => Promise<void>;
  /** Sends messages at light load. @returns a function that ends it and returns their times, in milliseconds */
  begin: () => () => Promise<number[]>;
}

/** Sets up the first company of a fresh server and connects its chats, in a process of its own. */
export async function startProbe({ url, port, setUpLink }: SwitchboardServer): Promise<Probe> {
  const script = join(import.meta.dir, "probe-process.ts");
  const child = spawn(process.execPath, [script, url, String(port), setUpLink()], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const kill = () => child.kill("SIGKILL");
  process.on("exit", kill);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("the probe has ended");
    return value;
  };
  const send = (line: string) => child.stdin.write(`${line}\n`);

  if ((await nextLine()) !== PROBE_READY) throw new Error("the probe is not connected");
  return {
    async settle() {
      send(PROBE_LINES.settle);
      await nextLine();
    },
    begin() {
      send(PROBE_LINES.begin);
      return async () => {
        send(PROBE_LINES.end);
        const times: number[] = JSON.parse(await nextLine());
        return times;
      };
    },
    async [Symbol.asyncDispose]() {
      process.off("exit", kill);
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}
