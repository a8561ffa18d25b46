import { join } from "node:path";
import { startMeter } from "../measure/cpu-meter.ts";
import { memoryOf } from "../measure/linux-proc.ts";
import { startChildProcess } from "../systems/processes/start-child-process.ts";
import { startSwitchboardServer } from "../systems/switchboard/switchboard-server.ts";
import type { Build } from "./compare-options.ts";
import { CONNECTED } from "./idle-widgets-ready.ts";
import { quietRounds } from "./quiet-rounds.ts";
import type { Samples } from "./samples.ts";

export interface IdleComparison {
  /** The number of measured periods, {@link MEASURE_MS} each. */
  rounds: number;
  /** The number of widgets connected to each build. */
  widgets: number;
}

const SETTLE_MS = 20_000;
const MEASURE_MS = 10_000;
const MIB = 1024 * 1024;
const MICROS = 1e6;
const PERCENT = 100;
const WIDGETS_PROCESS = join(import.meta.dir, "idle-widgets-process.ts");

/**
 * Connects idle widgets to every build and measures all builds at the same time, so that each period is the same for
 * all.
 */
export async function compareIdleWidgets(
  builds: readonly Build[],
  { rounds, widgets }: IdleComparison,
): Promise<Samples> {
  await using stack = new AsyncDisposableStack();
  const servers: { name: string; pid: number }[] = [];
  for (const { name, tree } of builds) {
    const server = stack.use(await startSwitchboardServer(null, { tree }));
    const { url, port } = server;
    const command = [
      process.execPath,
      WIDGETS_PROCESS,
      url,
      String(port),
      server.setUpLink(),
      String(widgets),
    ];
    const clients = await startChildProcess(command, { env: {}, readyWhen: CONNECTED });
    stack.defer(async () => await clients.end("SIGKILL"));
    servers.push({ name, pid: server.pid() });
  }
  await Bun.sleep(SETTLE_MS);
  return await quietRounds("idle", rounds, async () => {
    const meters = servers.map((server) => ({
      ...server,
      read: startMeter({ server: server.pid, database: null }),
    }));
    await Bun.sleep(MEASURE_MS);
    // The meter of each server counts the other servers as other processes, so the table cannot tell them apart here.
    return new Map(
      meters.map(({ name, pid, read }) => {
        const { serverCpu, seconds } = read();
        const cpu = (serverCpu / MICROS / seconds) * PERCENT;
        return [name, { "memory, MiB": memoryOf(pid) / MIB, "CPU, % of a core": cpu, foreignPercent: 0 }];
      }),
    );
  });
}
