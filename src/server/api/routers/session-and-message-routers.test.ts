import { describe, expect, test } from "bun:test";
import { publicNameOf } from "#domain/model/member.ts";
import type { PublicEphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { SECOND } from "#domain/model/instant.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCompany } from "../testing/open-company.ts";

const NO_LIMITS = { open: () => 0, send: () => 0, act: () => 0 };
const said = (text: string) => ({ clientId: crypto.randomUUID(), text });
const tooMany = (retryAfterMs: number) => ({ code: "TOO_MANY_REQUESTS", cause: { retryAfterMs } });
const UNKNOWN = { code: "NOT_FOUND", message: "session-unknown" };

/** The next event of a kind: others may come between, or twice. */
async function nextOf(stream: AsyncIterator<PublicEphemeralEvent>, kind: PublicEphemeralEvent["kind"]) {
  for (;;) {
    const { value, done } = await stream.next();
    if (done === true) throw new Error("the stream has ended");
    if (value.kind === kind) return value;
  }
}

describe.each(ENGINES)("on $name a customer", (engine) => {
  test("opens a chat, writes in it, and acts on it until they end it", async () => {
    await using company = await openCompany(engine, { answers: "bot" });
    const { openChat, factsOf } = company;
    const { customer, sessionId } = await openChat();

    expect(await customer.message.send({ sessionId, ...said("Hello") })).toMatchObject({ sessionNo: 2 });
    for (const action of ["stopBot", "askPerson", "askBot", "keepOpen", "end"] as const)
      expect(await customer.session[action]({ sessionId })).toEqual({});

    const facts = await factsOf(sessionId);
    expect(facts.flatMap((fact) => (fact.kind === "session-held" ? [fact.why.kind] : []))).toEqual([
      "person-asked",
      "bot-chosen",
    ]);
    expect(facts.map(({ kind }) => kind)).toContain("kept-open");
    expect(facts.at(-1)).toMatchObject({ kind: "session-ended", by: { kind: "customer" } });
  });

  test("gets into no chat but their own, and changes nothing there", async () => {
    await using company = await openCompany(engine);
    const { openChat, factsOf } = company;
    const [{ customer }, { sessionId }] = [await openChat("Maria"), await openChat("Noah")];
    const before = await factsOf(sessionId);

    const { session, message } = customer;
    for (const call of [session.keepOpen, session.askPerson, session.askBot, session.stopBot, session.end])
      await expect(call({ sessionId })).rejects.toMatchObject(UNKNOWN);
    await expect(message.send({ sessionId, ...said("Hi") })).rejects.toMatchObject(UNKNOWN);
    await expect(message.typing({ sessionId })).rejects.toMatchObject(UNKNOWN);
    await expect(message.read({ sessionId, count: 1 })).rejects.toMatchObject(UNKNOWN);
    await expect(session.watch({ sessionId, after: 0 })).rejects.toMatchObject(UNKNOWN);
    await expect(session.whispers({ sessionId })).rejects.toMatchObject(UNKNOWN);

    expect(await factsOf(sessionId)).toEqual(before);
  });

  test("opens chats and writes no faster than the limits allow", async () => {
    await using company = await openCompany(engine);
    const { as, orgId, openChat, factsOf } = company;
    const asked: unknown[] = [];
    const limits = {
      ...NO_LIMITS,
      open: (...who: unknown[]) => (asked.push(who), 7),
      send: (...who: unknown[]) => (asked.push(who), 9),
    };
    const { customer, customerId, sessionId } = await openChat("Maria", { limits });
    const form = { key: "k".repeat(43), name: "Maria", email: "maria@example.com" };

    await expect(customer.message.send({ sessionId, ...said("Hi") })).rejects.toMatchObject(tooMany(9));
    const passer = as({ kind: "passer-by", orgId }, { limits });
    await expect(passer.session.open(form)).rejects.toMatchObject(tooMany(7));

    expect(asked).toEqual([[customerId], ["192.0.2.1", orgId]]);
    expect((await factsOf(sessionId)).some(({ kind }) => kind === "message-posted")).toBe(false);
  });

  test("sees what the company shows to everybody, at once and when it changes", async () => {
    await using company = await openCompany(engine);
    const { as, orgId, member, ana } = company;
    const passer = as({ kind: "passer-by", orgId });

    expect(await passer.session.greeting()).toMatchObject({ companyName: "Acme" });
    const items = (await passer.session.watchPublic())[Symbol.asyncIterator]();
    expect((await items.next()).value).toMatchObject({ companyName: "Acme" });
    await member(ana).settings.setWidget({ companyName: "Fern", greeting: "Hi", brandColour: "#336699" });
    expect((await items.next()).value).toMatchObject({ companyName: "Fern", greeting: "Hi" });
    await items.return?.();
  });

  test("reads their chat, and follows it from where they were", async () => {
    await using company = await openCompany(engine);
    const { openChat } = company;
    const { customer, sessionId } = await openChat();
    const { sessionNo } = await customer.message.send({ sessionId, ...said("Hello") });
    const state = await customer.session.current();
    expect(state).toMatchObject({ session: { id: sessionId } });

    const items = (await customer.session.watch({ sessionId, after: sessionNo - 1 }))[Symbol.asyncIterator]();
    expect(JSON.stringify((await items.next()).value)).toContain("Hello");
    await customer.session.end({ sessionId });
    expect(JSON.stringify((await items.next()).value)).toContain("ended");
    expect(await items.return?.()).toEqual({ done: true, value: undefined });
  });
});

describe.each(ENGINES)("on $name", (engine) => {
  test("each side sees the other type, and read, and a waiting customer their place", async () => {
    await using company = await openCompany(engine);
    const { openChat, member, ana, clock } = company;
    const { customer, sessionId } = await openChat();
    const agent = member(ana);
    const toCustomer = (await customer.session.whispers({ sessionId }))[Symbol.asyncIterator]();
    const toAgents = (await agent.agent.whispers())[Symbol.asyncIterator]();
    const heard = toAgents.next();

    expect(await nextOf(toCustomer, "position")).toEqual({ kind: "position", position: 1 });
    await customer.message.send({ sessionId, ...said("Hello") });
    expect(await agent.message.typing({ sessionId })).toEqual({});
    expect(await nextOf(toCustomer, "typing")).toEqual({
      kind: "typing",
      name: publicNameOf({ name: "Ana" }),
      at: clock.at,
    });
    expect((await heard).value).toEqual({
      kind: "typing",
      sessionId,
      by: "member",
      name: "Ana",
      at: clock.at,
    });
    expect(await agent.message.read({ sessionId, count: 1 })).toEqual({});
    expect(await nextOf(toCustomer, "read")).toEqual({ kind: "read", count: 1 });
    expect((await toAgents.next()).value).toMatchObject({
      kind: "read",
      by: "member",
      memberId: ana.id,
      count: 1,
    });
    await agent.message.reply({ sessionId, ...said("Hi") });
    expect(await customer.message.read({ sessionId, count: 1 })).toEqual({});
    expect((await toAgents.next()).value).toMatchObject({ by: "customer", memberId: null, count: 1 });
    await toCustomer.return?.();
    await toAgents.return?.();
  });

  test("a customer's typing is passed on once a second at most, a member's always", async () => {
    await using company = await openCompany(engine);
    const { openChat, member, ana, clock, composition, orgId } = company;
    const { customer, sessionId } = await openChat();
    const agent = member(ana);
    const heard: unknown[] = [];
    const onEvent = (event: { kind: string; by?: string; name?: string; at?: number }) =>
      void heard.push([event.by, event.name, (event.at ?? 0) - start]);
    composition.services.ephemeralEvents.subscribe(orgId, null, { onEvent });
    const start = clock.at;

    for (const at of [0, SECOND - 1, SECOND, 1.5 * SECOND]) {
      clock.at = start + at;
      await customer.message.typing({ sessionId });
      if (at > SECOND) for (const _ of "12") await agent.message.typing({ sessionId });
    }
    // A clock that is set back silences nobody.
    clock.at = start - 10 * SECOND;
    await customer.message.typing({ sessionId });

    expect(heard).toEqual([
      ["customer", "Maria", 0],
      ["customer", "Maria", SECOND],
      ["member", "Ana", 1.5 * SECOND],
      ["member", "Ana", 1.5 * SECOND],
      ["customer", "Maria", -10 * SECOND],
    ]);
  });
});
