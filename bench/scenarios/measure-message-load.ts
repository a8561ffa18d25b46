import { type Figures, SYSTEMS, type SystemName } from "../measure/figures.ts";
import { median } from "../measure/statistics.ts";
import { openBareBun } from "../systems/bare-bun/bare-bun-system.ts";
import { openSocketIo } from "../systems/socket-io/socket-io-system.ts";
import { openOnPostgres, openOnSqlite } from "../systems/switchboard/switchboard-system.ts";
import { sendAtFullSpeed, type LoadResult, sendAtRate } from "../load/message-load.ts";
import type { ChatSystem } from "../load/chat-system.ts";

/** The durations of a round per server, and of the warm-up before the first. */
export interface MessageLoadPlan {
  rounds: number;
  warmUpMs: number;
  lightMs: number;
  fullMs: number;
}

const OPEN: Record<SystemName, () => Promise<ChatSystem>> = {
  limit: openBareBun,
  socketIo: openSocketIo,
  sqlite: () => openOnSqlite(),
  postgres: () => openOnPostgres(),
};

const LIGHT_PER_SECOND = 200;
/** Unacknowledged messages per sender at full load. */
const IN_FLIGHT = 4;

interface Contender {
  name: SystemName;
  system: ChatSystem;
  light: LoadResult[];
  full: LoadResult[];
}

/**
 * Puts the same load on all four servers, interleaved. All of them run all the time, and each round measures them one
 * after the other, starting with a different one, so that other load on the machine affects all alike.
 */
export async function measureMessageLoad(plan: MessageLoadPlan, figures: Figures): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const contenders: Contender[] = [];
  for (const name of namesOf(OPEN)) {
    contenders.push({ name, system: stack.use(await OPEN[name]()), light: [], full: [] });
  }
  for (const { system } of contenders) await sendAtFullSpeed(system, IN_FLIGHT, plan.warmUpMs);
  for (let round = 0; round < plan.rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(round + turn) % contenders.length];
      if (contender !== undefined) await measureRound(contender, plan, round);
    }
  }
  const quiet = quietRounds(contenders, plan.rounds);
  figures.set("talk.rounds", quiet.length);
  for (const { name, light, full } of contenders) {
    setFigures({ name, light: ofRounds(light, quiet), full: ofRounds(full, quiet) }, figures);
  }
}

async function measureRound(
  { name, system, light, full }: Contender,
  plan: MessageLoadPlan,
  round: number,
): Promise<void> {
  const lightResult = await sendAtRate(system, LIGHT_PER_SECOND, plan.lightMs);
  const fullResult = await sendAtFullSpeed(system, IN_FLIGHT, plan.fullMs);
  light.push(lightResult);
  full.push(fullResult);
  const { p50, p99 } = lightResult.delays;
  console.info(
    `round ${round + 1}  ${SYSTEMS[name].padEnd(38)}  light p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms` +
      `  full ${Math.round(fullResult.perSecond)}/s, ${fullResult.serverCpu.toFixed(1)} µs per message` +
      `  others used ${Math.round(lightResult.foreignPercent)} % and ${Math.round(fullResult.foreignPercent)} % of a core`,
  );
}

/** The quieter half of the rounds: those in which other processes used the least CPU. */
function quietRounds(contenders: readonly Contender[], rounds: number): number[] {
  const foreign = (round: number) =>
    contenders
      .flatMap(({ light, full }) => [light[round], full[round]])
      .reduce((total, result) => total + (result?.foreignPercent ?? 0), 0);
  return [...Array(rounds).keys()]
    .toSorted((a, b) => foreign(a) - foreign(b))
    .slice(0, Math.ceil(rounds / 2));
}

function ofRounds(results: readonly LoadResult[], rounds: readonly number[]): LoadResult[] {
  return results.filter((_, round) => rounds.includes(round));
}

function setFigures({ name, light, full }: Omit<Contender, "system">, figures: Figures): void {
  const set = (what: string, value: number) => figures.set(`talk.${name}.${what}`, value);
  set(
    "light.p50",
    medianOf(light, ({ delays }) => delays.p50),
  );
  set(
    "light.p95",
    medianOf(light, ({ delays }) => delays.p95),
  );
  set(
    "light.p99",
    medianOf(light, ({ delays }) => delays.p99),
  );
  set(
    "light.foreign",
    medianOf(light, ({ foreignPercent }) => foreignPercent),
  );
  set(
    "full.perSecond",
    medianOf(full, ({ perSecond }) => perSecond),
  );
  set(
    "full.serverCpu",
    medianOf(full, ({ serverCpu }) => serverCpu),
  );
  set(
    "full.databaseCpu",
    medianOf(full, ({ databaseCpu }) => databaseCpu),
  );
  set(
    "full.foreign",
    medianOf(full, ({ foreignPercent }) => foreignPercent),
  );
}

function medianOf(rounds: readonly LoadResult[], of: (result: LoadResult) => number): number {
  return median(rounds.map(of));
}

function namesOf(record: typeof OPEN): SystemName[] {
  return Object.keys(record).filter((name): name is SystemName => name in SYSTEMS);
}
