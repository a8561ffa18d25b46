import type { AgentDesk } from "../../actors/agents/agent-app.ts";
import { letChatbotAnswer, startChatbotServer } from "../../actors/bots/fake-bot-server.ts";
import type { View } from "../../actors/messages/reader-view.ts";
import type { VisitorTab } from "../../actors/customers/customer-tab.ts";
import { conclude } from "../../steps/heal-and-check.ts";
import { killAtProgress } from "../../steps/kill-at-progress.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { until } from "../../support/wait-until.ts";
import { openWorld, type World } from "../../testbed/testbed.ts";

interface Size {
  chats: number;
  rounds: number;
  kills: number;
}

const SIZES: Record<Tier, Size> = {
  short: { chats: 20, rounds: 5, kills: 1 },
  full: { chats: 60, rounds: 12, kills: 6 },
  release: { chats: 60, rounds: 30, kills: 15 },
};
const PAUSE_MS = 40;
const SPEED = 4;
const ROUND_MS = 5_000;

/** G8: a person takes over while the chatbot speaks; what it says after that is never an answer. */
export const botTakeOver: Scenario = {
  name: "bot-take-over",
  promise: "each question has at most one final answer of the chatbot, and none once a person has taken over",
  dbs: ["sqlite", "postgres"],
  tiers: ["short", "full", "release"],
  run: (run) => runTakeOvers(run, SIZES[run.tier]),
};

async function runTakeOvers(run: Run, size: Size): Promise<void> {
  await using chatbot = startChatbotServer(run.chance.fork("chatbot"), PAUSE_MS);
  await using world = await openWorld(run, { companies: 1, capacity: 50, speed: SPEED });
  run.faults.plan("take-over in the middle of an answer", size.chats);
  const [company] = world.companies;
  if (company === undefined) return;
  await letChatbotAnswer(company, chatbot);
  const desk = await world.openDesk(company, await world.hire(company, "agent"));
  const tabs: VisitorTab[] = [];
  for (let chat = 0; chat < size.chats; chat += 1)
    tabs.push(world.openTab(await world.guest(company, `guest ${chat}`), `g${chat}`));

  const killed = killAtProgress(world, size.chats * size.rounds, size.kills);
  await Promise.all([killed, ...tabs.map((tab) => askAndTakeOver(world, desk, tab, size.rounds))]);
  run.note("answers begun", chatbot.asked());
  await conclude(world, { mayRefuse: ["held-by-other"] });
}

/** The customer asks; at a random moment of the answer somebody takes over, and later hands the chat back. */
async function askAndTakeOver(
  { run, stage }: World,
  desk: AgentDesk,
  { actor, mouth, guest, view }: VisitorTab,
  rounds: number,
): Promise<void> {
  const { sessionId } = guest;
  const chance = stage.chance.fork(`${actor} takes over`);
  for (let round = 0; round < rounds; round += 1) {
    const before = turnsIn(view);
    mouth.say(sessionId, `${actor} asks ${round}`);
    if (!(await until(() => turnsIn(view) > before, ROUND_MS))) continue;
    await Bun.sleep(chance.whole(0, PAUSE_MS * 6));
    const done = await desk.api.agent.takeOver.mutate({ sessionId }).then(
      () => true,
      () => false,
    );
    if (!done) continue;
    run.faults.applied("take-over in the middle of an answer");
    await Bun.sleep(chance.whole(0, PAUSE_MS * 2));
    await desk.api.agent.handBack.mutate({ sessionId }).catch(() => {});
    await until(() => mouth.pending() === 0, ROUND_MS);
  }
}

function turnsIn({ stretches }: View): number {
  return stretches.at(-1)?.shown.filter(({ kind }) => kind === "bot-turn-started").length ?? 0;
}
