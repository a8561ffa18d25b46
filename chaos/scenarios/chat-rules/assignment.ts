import type { AgentApp } from "../../actors/agents/agent-app.ts";
import { type Organization } from "../../actors/clients/organization.ts";
import { openCustomerSessions } from "../../actors/customers/open-customer-sessions.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

interface Size {
  agents: number;
  bursts: number;
  burst: number;
}

const SIZES: Record<Tier, Size> = {
  short: { agents: 8, bursts: 6, burst: 30 },
  full: { agents: 20, bursts: 20, burst: 100 },
  release: { agents: 20, bursts: 60, burst: 100 },
};
const CAPACITY = 4;
const COPIES = 3;
/** How long a customer may wait in the queue while an agent is free. */
const QUEUED_MS = 2_000;
const POLL_MS = 100;
const AVAILABLE_SHARE = 0.3;

/** Bursts of chats while agents become available and unavailable. */
export const assignment: Scenario = {
  name: "assignment",
  promise:
    "each chat has one assignee, by true loads and within capacity, and nobody waits while an agent is free",
  dbs: ["sqlite", "postgres"],
  tiers: ["short", "full", "release"],
  run: (run) => runBursts(run, SIZES[run.tier]),
};

async function runBursts(run: Run, { agents, bursts, burst }: Size): Promise<void> {
  await using testbed = await openTestbed(run, { organizations: 1, capacity: CAPACITY, speed: 1 });
  const [organization] = testbed.organizations;
  if (organization === undefined) return;
  run.faults.plan("agent turned away or back", bursts);
  run.faults.plan("form sent three times at once", bursts * burst);
  for (let index = 0; index < agents; index += 1)
    await testbed.openAgentApp(organization, await testbed.addAgent(organization, `agent${index}`));
  for (let round = 0; round < bursts; round += 1) {
    const toggling = toggleAvailability(testbed);
    const arrivals = Array.from({ length: burst }, async (_, place) => {
      const customerSessions = await openCustomerSessions(
        testbed.actorContext.url,
        organization,
        `customer ${round} ${place}`,
        COPIES,
      );
      run.faults.applied("form sent three times at once");
      const sessions = new Set(customerSessions.map(({ sessionId }) => sessionId));
      if (sessions.size > 1) run.counters.count("twoOpen", [...sessions].join(" and "));
    });
    await Promise.all([toggling, ...arrivals]);
    await checkNobodyWaits(testbed, organization);
    await Promise.all(testbed.agentApps.map((agentApp) => endSome(testbed, agentApp)));
  }
  await Promise.all(testbed.agentApps.map(({ api }) => api.agent.setAvailable.mutate({ available: true })));
  await checkNobodyWaits(testbed, organization);
  await healAndCheck(testbed);
}

async function toggleAvailability({ run, agentApps }: Testbed): Promise<void> {
  for (const { api } of agentApps) {
    if (!run.random.happens(AVAILABLE_SHARE)) continue;
    await api.agent.setAvailable.mutate({ available: run.random.happens(1 / 2) });
    run.faults.applied("agent turned away or back");
  }
}

async function endSome({ run }: Testbed, { api, held }: AgentApp): Promise<void> {
  for (const sessionId of held()) if (run.random.happens(1 / 2)) await api.agent.end.mutate({ sessionId });
}

/**
 * Reads the inbox as an agent does and checks that no customer waits more than two seconds while an agent is free.
 */
async function checkNobodyWaits({ run }: Testbed, { admin }: Organization): Promise<void> {
  const deadline = performance.now() + QUEUED_MS;
  for (;;) {
    const inbox = await admin.api.agent.inbox.query({});
    const active = inbox.cards.filter(({ session }) => session.endedAt === null);
    const waiting = active.filter(
      ({ session }) => session.holder.kind === "queue" && (session.customerLeftAt ?? null) === null,
    );
    const free = inbox.members.find(({ id, available, present }) => {
      const load = active.filter(
        ({ session }) => session.holder.kind === "agent" && session.holder.memberId === id,
      ).length;
      return available && present && load < CAPACITY;
    });
    if (waiting.length === 0 || free === undefined) return;
    if (performance.now() > deadline) {
      run.counters.count("late", `${waiting.length} wait while ${free.name} is free`);
      return;
    }
    await Bun.sleep(POLL_MS);
  }
}
