import type { ChatSystem } from "../load/chat-system.ts";
import { sendAtFullSpeed, sendAtRate } from "../load/message-load.ts";
import { openOnPostgres, openOnSqlite } from "../systems/switchboard/switchboard-system.ts";
import type { Build } from "./compare-options.ts";
import { rotatedFrom, type Samples } from "./samples.ts";

export interface MessageLoadComparison {
  rounds: number;
  database: "sqlite" | "postgres";
}

const WARM_UP_MS = 3_000;
const LIGHT_MS = 2_500;
const FULL_MS = 2_500;
const LIGHT_PER_SECOND = 200;
/** Messages every sender has under way at full load. */
const IN_FLIGHT = 4;

/** Messages through every build in turns: all servers run all the time, and each round begins with another one. */
export async function compareMessageLoad(
  builds: readonly Build[],
  { rounds, database }: MessageLoadComparison,
): Promise<Samples> {
  await using stack = new AsyncDisposableStack();
  const systems: { name: string; system: ChatSystem }[] = [];
  for (const { name, tree } of builds) {
    const system = await (database === "sqlite" ? openOnSqlite(tree) : openOnPostgres(tree));
    systems.push({ name, system: stack.use(system) });
  }
  const samples: Samples = new Map();
  for (const { system } of systems) await sendAtFullSpeed(system, IN_FLIGHT, WARM_UP_MS);
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, system } of rotatedFrom(systems, round)) {
      const light = await sendAtRate(system, LIGHT_PER_SECOND, LIGHT_MS);
      const full = await sendAtFullSpeed(system, IN_FLIGHT, FULL_MS);
      const figures = {
        "light p50, ms": light.delays.p50,
        "full load, µs a message": 1e6 / full.perSecond,
        "server CPU, µs a message": full.serverCpu,
      };
      samples.set(name, [...(samples.get(name) ?? []), { ...figures, foreignPercent: full.foreignPercent }]);
    }
    console.info(`${database}: round ${round + 1} of ${rounds}`);
  }
  return samples;
}
