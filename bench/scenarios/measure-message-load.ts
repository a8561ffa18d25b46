import { type Figures, SYSTEMS, type SystemName } from "../measure/figures.ts";
import { median } from "../measure/statistics.ts";
import { openBareBun } from "../systems/bare-bun/bare-bun-system.ts";
import { openSocketIo } from "../systems/socket-io/socket-io-system.ts";
import { openOnPostgres, openOnSqlite } from "../systems/switchboard/switchboard-system.ts";
import { sendAtFullSpeed, type LoadResult, sendAtRate } from "../load/message-load.ts";
import type { ChatSystem } from "../load/chat-system.ts";

/** How long a round lasts for one server, and what comes before the first. */
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
/** Messages every speaker has under way at full speed. */
const IN_FLIGHT = 4;

interface Contender {
  name: SystemName;
  stage: ChatSystem;
  light: LoadResult[];
  full: LoadResult[];
}

/**
 * The same talk through all four servers, in turns: all of them run all the time, and each round measures one after the
 * other, beginning with another one each time. What the machine does meanwhile meets them all.
 */
export async function measureMessageLoad(plan: MessageLoadPlan, figures: Figures): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const contenders: Contender[] = [];
  for (const name of namesOf(OPEN)) {
    contenders.push({ name, stage: stack.use(await OPEN[name]()), light: [], full: [] });
  }
  for (const { stage: system } of contenders) await sendAtFullSpeed(system, IN_FLIGHT, plan.warmUpMs);
  for (let round = 0; round < plan.rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(round + turn) % contenders.length];
      if (contender !== undefined) await play(contender, plan, round);
    }
  }
  const quiet = quietRounds(contenders, plan.rounds);
  figures.set("talk.rounds", quiet.length);
  for (const { name, light, full } of contenders) {
    note({ name, light: among(light, quiet), full: among(full, quiet) }, figures);
  }
}

async function play(
  { name, stage: system, light, full }: Contender,
  plan: MessageLoadPlan,
  round: number,
): Promise<void> {
  const lightly = await sendAtRate(system, LIGHT_PER_SECOND, plan.lightMs);
  const fully = await sendAtFullSpeed(system, IN_FLIGHT, plan.fullMs);
  light.push(lightly);
  full.push(fully);
  const { p50, p99 } = lightly.delays;
  console.info(
    `round ${round + 1}  ${SYSTEMS[name].padEnd(38)}  light p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms` +
      `  full ${Math.round(fully.perSecond)}/s, ${fully.serverCpu.toFixed(1)} µs a message` +
      `  others used ${Math.round(lightly.foreignPercent)} % and ${Math.round(fully.foreignPercent)} % of a core`,
  );
}

/** The quieter half of the rounds, by what others used of the machine while all four had their turn. */
function quietRounds(contenders: readonly Contender[], rounds: number): number[] {
  const foreign = (round: number) =>
    contenders
      .flatMap(({ light, full }) => [light[round], full[round]])
      .reduce((total, talked) => total + (talked?.foreignPercent ?? 0), 0);
  return [...Array(rounds).keys()]
    .toSorted((a, b) => foreign(a) - foreign(b))
    .slice(0, Math.ceil(rounds / 2));
}

function among(talked: readonly LoadResult[], rounds: readonly number[]): LoadResult[] {
  return talked.filter((_, round) => rounds.includes(round));
}

function note({ name, light, full }: Omit<Contender, "stage">, figures: Figures): void {
  const set = (what: string, value: number) => figures.set(`talk.${name}.${what}`, value);
  set(
    "light.p50",
    middle(light, ({ delays }) => delays.p50),
  );
  set(
    "light.p95",
    middle(light, ({ delays }) => delays.p95),
  );
  set(
    "light.p99",
    middle(light, ({ delays }) => delays.p99),
  );
  set(
    "light.foreign",
    middle(light, ({ foreignPercent }) => foreignPercent),
  );
  set(
    "full.perSecond",
    middle(full, ({ perSecond }) => perSecond),
  );
  set(
    "full.serverCpu",
    middle(full, ({ serverCpu }) => serverCpu),
  );
  set(
    "full.databaseCpu",
    middle(full, ({ databaseCpu }) => databaseCpu),
  );
  set(
    "full.foreign",
    middle(full, ({ foreignPercent }) => foreignPercent),
  );
}

function middle(rounds: readonly LoadResult[], of: (talked: LoadResult) => number): number {
  return median(rounds.map(of));
}

function namesOf(record: typeof OPEN): SystemName[] {
  return Object.keys(record).filter((name): name is SystemName => name in SYSTEMS);
}
