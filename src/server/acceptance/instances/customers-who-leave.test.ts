import { expect, test } from "bun:test";
import { SECOND } from "#domain/model/instant.ts";
import { openChat } from "../../testing/open-chat.ts";
import { recordedFactsOf } from "../../testing/recorded-facts.ts";
import { ADMIN, until } from "../../testing/test-server.ts";
import { startTestInstances, type TestInstance } from "../../testing/test-instances.ts";
import { watchSession } from "../../testing/watch-session.ts";

const PATIENCE = 60_000;

/** Two instances whose clock the test sets, agents who answer, and nobody available. */
async function startTwo() {
  const clock = { now: Date.now() };
  const instances = await startTestInstances(2, { now: () => clock.now });
  const { here, there } = instances;
  const ana = await there.member(ADMIN);
  await ana.settings.turnSwitch.mutate({ answers: "agents" });
  await ana.agent.setAvailable.mutate({ available: false });
  const pass = async (ms: number, alive: readonly TestInstance[] = [here, there]) => {
    for (const end = clock.now + ms; clock.now < end;) {
      clock.now += SECOND;
      for (const { composition } of alive) await composition.customerPresence.check();
    }
  };
  await pass(61 * SECOND);
  return { here, there, ana, pass, [Symbol.asyncDispose]: () => instances[Symbol.asyncDispose]() };
}

test(
  "a customer with a page on each of two machines has left when both are closed",
  async () => {
    await using two = await startTwo();
    const { here, there, pass } = two;
    const { token, sessionId, customer } = await openChat(here);
    const elsewhere = there.customer(token);
    await watchSession(customer, sessionId);
    await watchSession(elsewhere, sessionId);
    const kinds = async () => (await recordedFactsOf(there, sessionId)).map(({ kind }) => kind);

    await here.closePage(customer);
    await pass(70 * SECOND);
    expect(await kinds()).toEqual(["session-opened"]);
    await there.closePage(elsewhere);
    await pass(35 * SECOND);
    expect(await kinds()).toEqual(["session-opened", "customer-left"]);

    await watchSession(here.customer(token), sessionId);
    await until(async () => (await kinds()).length === 3);
    expect(await kinds()).toEqual(["session-opened", "customer-left", "customer-back"]);
  },
  PATIENCE,
);

test(
  "customers of a machine that has died have 60 s to connect to another; who does not is passed over",
  async () => {
    await using two = await startTwo();
    const { here, there, ana, pass } = two;
    const gone = await openChat(here, "Maria");
    await pass(SECOND);
    const moved = await openChat(here, "Noor");
    for (const { customer, sessionId } of [gone, moved]) await watchSession(customer, sessionId);
    await pass(35 * SECOND);
    const kinds = async () => (await recordedFactsOf(there, gone.sessionId)).map(({ kind }) => kind);

    await here.freeze();
    await here.composition.heartbeat.stop();
    await pass(SECOND, [there]);
    await watchSession(there.customer(moved.token), moved.sessionId);
    await pass(55 * SECOND, [there]);
    expect(await kinds()).toEqual(["session-opened"]);
    await pass(10 * SECOND, [there]);
    expect(await kinds()).toEqual(["session-opened", "customer-left"]);

    expect((await ana.agent.acceptNext.mutate()).sessionId).toBe(moved.sessionId);
  },
  PATIENCE,
);
