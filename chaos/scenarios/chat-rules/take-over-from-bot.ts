import type { AgentApp } from "../../actors/agents/agent-app.ts";
import { connectFakeBot, startFakeBotServer } from "../../actors/bots/fake-bot-server.ts";
import type { ReaderView } from "../../actors/messages/reader-view.ts";
import type { CustomerTab } from "../../actors/customers/customer-tab.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import { killAtProgress } from "../../steps/kill-at-progress.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

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

/**
 * An agent takes over while the bot is answering. What the bot generates after that must not be stored as an answer.
 */
export const takeOverFromBot: Scenario = {
  name: "bot-take-over",
  promise: "each question has at most one final answer of the chatbot, and none once a person has taken over",
  dbs: ["sqlite", "postgres"],
  tiers: ["short", "full", "release"],
  run: (run) => runTakeOvers(run, SIZES[run.tier]),
};

async function runTakeOvers(run: Run, size: Size): Promise<void> {
  await using bot = startFakeBotServer(run.random.fork("chatbot"), PAUSE_MS);
  await using testbed = await openTestbed(run, { organizations: 1, capacity: 50, speed: SPEED });
  run.faults.plan("take-over in the middle of an answer", size.chats);
  const [organization] = testbed.organizations;
  if (organization === undefined) return;
  await connectFakeBot(organization, bot);
  const agentApp = await testbed.openAgentApp(organization, await testbed.addAgent(organization, "agent"));
  const tabs: CustomerTab[] = [];
  for (let chat = 0; chat < size.chats; chat += 1)
    tabs.push(
      testbed.openCustomerTab(await testbed.openSession(organization, `customer ${chat}`), `g${chat}`),
    );

  const killed = killAtProgress(testbed, size.chats * size.rounds, size.kills);
  await Promise.all([killed, ...tabs.map((tab) => askAndTakeOver(testbed, agentApp, tab, size.rounds))]);
  run.note("answers begun", bot.answersBegun());
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
}

/** Asks as the customer, takes over as the agent at a random moment of the answer, and later hands the chat back. */
async function askAndTakeOver(
  { run, actorContext }: Testbed,
  agentApp: AgentApp,
  { actor, outbox, customerSession, view }: CustomerTab,
  rounds: number,
): Promise<void> {
  const { sessionId } = customerSession;
  const random = actorContext.random.fork(`${actor} takes over`);
  for (let round = 0; round < rounds; round += 1) {
    const before = turnsIn(view);
    outbox.send(sessionId, `${actor} asks ${round}`);
    if (!(await waitUntil(() => turnsIn(view) > before, ROUND_MS))) continue;
    await Bun.sleep(random.whole(0, PAUSE_MS * 6));
    const isTakenOver = await agentApp.api.agent.takeOver.mutate({ sessionId }).then(
      () => true,
      () => false,
    );
    if (!isTakenOver) continue;
    run.faults.applied("take-over in the middle of an answer");
    await Bun.sleep(random.whole(0, PAUSE_MS * 2));
    await agentApp.api.agent.handBack.mutate({ sessionId }).catch(() => {});
    await waitUntil(() => outbox.pendingCount() === 0, ROUND_MS);
  }
}

function turnsIn({ stretches }: ReaderView): number {
  return stretches.at(-1)?.shown.filter(({ kind }) => kind === "bot-turn-started").length ?? 0;
}
