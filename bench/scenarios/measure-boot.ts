import type { Figures } from "../measure/figures.ts";
import { memoryOf } from "../measure/linux-proc.ts";
import { median } from "../measure/statistics.ts";
import { openOrganization } from "../systems/switchboard/organization.ts";
import { startSwitchboardServer } from "../systems/switchboard/switchboard-server.ts";

const MIB = 1024 * 1024;

/** Restarts a server that is set up, and measures the time to its first response and its memory when idle. */
export async function measureBoot(rounds: number, settleMs: number, figures: Figures): Promise<void> {
  await using server = await startSwitchboardServer(null);
  await openOrganization(server);
  const boots: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await server.restart();
    boots.push(server.bootMs());
    await Bun.sleep(settleMs);
    memory.push(memoryOf(server.pid()) / MIB);
    console.info(
      `boot ${round + 1}  ${Math.round(server.bootMs())} ms, then ${memory.at(-1)?.toFixed(0)} MiB`,
    );
  }
  figures.set("boot.ms", median(boots));
  figures.set("boot.memoryMiB", median(memory));
}
