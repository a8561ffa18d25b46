import { sendFromEveryone } from "../../steps/send-from-everyone.ts";
import { addCustomersAndAgents } from "../../steps/add-customers-and-agents.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { openTestbed } from "../../testbed/testbed.ts";

interface Size {
  chats: number;
  messages: number;
  cuts: number;
}

const SIZES: Record<Tier, Size> = {
  short: { chats: 20, messages: 25, cuts: 40 },
  full: { chats: 100, messages: 100, cuts: 2_000 },
  release: { chats: 100, messages: 300, cuts: 6_000 },
};
const SPEED = 4;
const IN_CALL = 0.08;
const IN_ANSWER = 0.03;

/** Connections cut by FIN or RST, at any byte that either side sends. */
export const cuts: Scenario = {
  name: "cuts",
  promise: "connections cut at any byte of a frame cost no message and leave none waiting for ever",
  dbs: ["sqlite", "postgres"],
  tiers: ["full", "release"],
  run: (run) => runCuts(run, SIZES[run.tier]),
};

async function runCuts(run: Run, { chats, messages, cuts: times }: Size): Promise<void> {
  await using testbed = await openTestbed(run, { organizations: 2, capacity: 50, speed: SPEED });
  await addCustomersAndAgents(testbed, { chats, tabsEach: 1, agents: 4 });
  run.faults.plan("cut at a byte of a call", times / 4);
  run.faults.plan("cut at a byte of an answer", times / 4);
  const { proxy } = testbed.deployment;
  Object.assign(proxy.faults, { cutInCall: IN_CALL, cutInAnswer: IN_ANSWER });
  const isUnfinished = () => proxy.applied().cutInCall + proxy.applied().cutInAnswer < times;
  // Keep everybody sending until all the cuts have been made.
  do await sendFromEveryone(testbed, messages);
  while (isUnfinished());
  run.faults.applied("cut at a byte of a call", proxy.applied().cutInCall);
  run.faults.applied("cut at a byte of an answer", proxy.applied().cutInAnswer);
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
}
