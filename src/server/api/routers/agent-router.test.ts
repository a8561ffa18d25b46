import { describe, expect, test } from "bun:test";
import { ENGINES } from "../../db/testing/engines.ts";
import { appRouter } from "../router.ts";
import { openCompany } from "../testing/open-company.ts";

const said = (text: string) => ({ clientId: crypto.randomUUID(), text });
const LONG = "word ".repeat(200).trim();

describe.each(ENGINES)("on $name a member", (engine) => {
  test("acts on chats, and each action is recorded as theirs", async () => {
    await using company = await openCompany(engine);
    const { openChat, member, ben, factsOf } = company;
    const { agent, message } = member(ben);
    const heldWhy = async (sessionId: `ses_${string}`) =>
      (await factsOf(sessionId))
        .flatMap((fact) => (fact.kind === "session-held" ? [fact.why.kind] : []))
        .at(-1);
    const { sessionId, customer } = await openChat();

    expect(await agent.accept({ sessionId })).toEqual({});
    expect(await heldWhy(sessionId)).toBe("accepted");
    expect(await message.reply({ sessionId, ...said("Hello") })).toMatchObject({
      sessionNo: 3,
      duplicate: false,
    });
    expect((await factsOf(sessionId)).at(-1)).toMatchObject({
      kind: "message-posted",
      message: { text: "Hello", author: { kind: "member", memberId: ben.id, name: "Ben" } },
    });
    await agent.handBack({ sessionId });
    expect(await heldWhy(sessionId)).toBe("handed-back");
    await customer.session.askBot({ sessionId });
    await agent.takeOver({ sessionId });
    expect(await heldWhy(sessionId)).toBe("took-over");
    await agent.end({ sessionId });
    expect((await factsOf(sessionId)).at(-1)).toMatchObject({ by: { kind: "member", memberId: ben.id } });
  });

  test("takes the next chat in line, and attends to one that ended there", async () => {
    await using company = await openCompany(engine);
    const { openChat, member, ana, factsOf, clock } = company;
    const { agent } = member(ana);
    const first = await openChat("Maria");
    clock.at += 1;
    const second = await openChat("Noah");

    await agent.acceptNext();
    expect((await factsOf(first.sessionId)).at(-1)).toMatchObject({ holder: { memberId: ana.id } });
    await second.customer.message.send({ sessionId: second.sessionId, ...said("Anybody?") });
    await second.customer.session.end({ sessionId: second.sessionId });
    await agent.attend({ sessionId: second.sessionId });
    expect((await factsOf(second.sessionId)).at(-1)).toMatchObject({
      kind: "session-attended",
      memberId: ana.id,
    });
    await expect(agent.acceptNext()).rejects.toMatchObject({ message: "nobody-waiting" });
  });

  test("sees themselves, their inbox, their colleagues and their customers", async () => {
    await using company = await openCompany(engine);
    const { openChat, member, ana, ben } = company;
    const { sessionId, customerId } = await openChat();
    const { agent } = member(ben);
    await agent.accept({ sessionId });

    expect(await agent.me()).toMatchObject({ member: { id: ben.id, available: false } });
    expect(await agent.setAvailable({ available: true })).toEqual({});
    expect(await agent.me()).toMatchObject({ member: { available: true } });
    expect(JSON.stringify(await agent.inbox())).toContain(sessionId);
    expect((await agent.colleagues()).map(({ name }) => name).toSorted()).toEqual(["Ana", "Ben"]);
    await agent.end({ sessionId });
    expect(JSON.stringify(await agent.chattedWith({ before: null }))).toContain(customerId);
    expect(JSON.stringify(await member(ana).agent.chattedWith({ before: null }))).not.toContain(customerId);
  });

  test("looks at customers' chats, and it is in the log who read those of others", async () => {
    await using company = await openCompany(engine);
    const { store, openChat, member, ana, ben } = company;
    const [looked, scrolled] = [await openChat("Maria"), await openChat("Noah")];
    for (const { sessionId } of [looked, scrolled]) await member(ben).agent.accept({ sessionId });

    const lanes = await member(ana).agent.look({ customerIds: [looked.customerId] });
    expect(JSON.stringify(lanes)).toContain(looked.sessionId);
    const readers = async () =>
      (await store.db.select().from(store.tables.audit))
        .filter(({ action }) => action === "chats-read")
        .map(({ memberId }) => memberId);
    expect(await readers()).toEqual([ana.id]);
    const before = { sessionId: scrolled.sessionId, sessionNo: null };
    await member(ana).agent.earlier({ customerId: scrolled.customerId, before });
    expect(await readers()).toEqual([ana.id, ana.id]);
  });

  test("gets whole messages of the chats on their screen, and the beginning of others", async () => {
    await using company = await openCompany(engine);
    const { openChat, contextOf, orgId, ben } = company;
    const [shown, other] = [await openChat("Maria"), await openChat("Noah")];
    const context = contextOf({
      kind: "member",
      orgId,
      memberId: ben.id,
      name: "Ben",
      role: "agent",
      loginId: "session_1",
      needsSecondStep: false,
    });
    const over = new AbortController();
    const { agent } = appRouter.createCaller(context, { signal: over.signal });
    const { no } = await agent.inbox();
    const items = (await agent.watch({ after: no }))[Symbol.asyncIterator]();
    await agent.look({ customerIds: [shown.customerId] });
    const nextTexts = async () => {
      const { value } = await items.next();
      const [, item] = value as unknown as [string, { facts: { fact: { message?: { text: string } } }[] }];
      return item.facts.map(({ fact }) => fact.message?.text.length);
    };

    const first = nextTexts();
    await shown.customer.message.send({ sessionId: shown.sessionId, ...said(LONG) });
    expect(await first).toEqual([LONG.length]);
    const second = nextTexts();
    await other.customer.message.send({ sessionId: other.sessionId, ...said(LONG) });
    const [length = 0] = await second;
    expect(length).toBeLessThan(LONG.length);
    expect(length).toBeGreaterThan(10);
    over.abort();
    expect(await items.next()).toEqual({ done: true, value: undefined });
  });
});
