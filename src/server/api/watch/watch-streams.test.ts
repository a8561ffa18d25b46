import { describe, expect, test } from "bun:test";
import type { SessionId } from "#domain/model/ids.ts";
import type { AgentFeedItem } from "#domain/views/inbox.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCompany } from "../testing/open-company.ts";
import { SessionSubscription } from "./watch-session.ts";
import { watchEphemeralEvents } from "./watch-ephemeral-events.ts";
import { watchOrganization } from "./watch-organization.ts";

const said = (text: string) => ({ clientId: crypto.randomUUID(), text });
const LONG = "word ".repeat(200).trim();
const textLengths = ({ facts }: AgentFeedItem) =>
  facts.flatMap(({ fact }) => (fact.kind === "message-posted" ? [fact.message.text.length] : []));

function words(sessionId: SessionId, text: string) {
  return { kind: "bot-words", sessionId, turnId: "trn_1", attempt: 1, offset: 0, text } as const;
}

describe.each(ENGINES)("on $name", (engine) => {
  test("a customer's stream has their own facts in order, each with the number before it", async () => {
    await using company = await openCompany(engine);
    const { openChat, composition, store, orgId } = company;
    const [{ customer, sessionId }, other] = [await openChat("Maria"), await openChat("Noah")];
    await customer.message.send({ sessionId, ...said("one") });
    await other.customer.message.send({ sessionId: other.sessionId, ...said("not hers") });
    const stream = new SessionSubscription(
      { services: composition.services, reader: store, orgId },
      { sessionId, after: 0 },
    );
    const items: [string, PublicItem][] = [];
    const take = async () => {
      const { value } = await stream.next();
      const [id, item] = value as unknown as [string, PublicItem];
      items.push([id, item]);
    };

    await take();
    await take();
    await customer.message.send({ sessionId, ...said("two") });
    await customer.session.end({ sessionId });
    await take();
    await take();

    expect(items.map(([id, { prev, no }]) => [id, prev, no])).toEqual([
      ["1", 0, 1],
      ["2", 1, 2],
      ["3", 2, 3],
      ["4", 3, 4],
    ]);
    expect(JSON.stringify(items)).not.toContain("not hers");
    expect(stream.endsByReturn).toBe(true);
    const waiting = stream.next();
    expect(await stream.return()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test("a stream whose number is ahead of the feed begins anew", async () => {
    await using company = await openCompany(engine);
    const { openChat, composition, store, orgId } = company;
    const { sessionId } = await openChat();
    const deps = { services: composition.services, reader: store, orgId };

    await expect(new SessionSubscription(deps, { sessionId, after: 9 }).next()).rejects.toThrow("resync");
  });

  test("an inbox's stream has what is stored and what is new, whole where a screen shows it", async () => {
    await using company = await openCompany(engine);
    const { openChat, contextOf, composition, store, orgId } = company;
    const [shown, other] = [await openChat("Maria"), await openChat("Noah")];
    const { connection } = contextOf({ kind: "nobody" });
    connection.openLanes = new Set([shown.customerId]);
    for (const { customer, sessionId } of [shown, other])
      await customer.message.send({ sessionId, ...said(LONG) });
    const over = new AbortController();
    const stream = watchOrganization(
      { services: composition.services, reader: store, orgId, connection },
      2,
      over.signal,
    );

    // The sessions were opened before number 2, so that whose they are is read.
    const { value: stored } = await stream.next();
    if (stored === undefined) throw new Error("the stream has ended");
    expect([stored.prev, stored.no]).toEqual([2, 4]);
    const [whole = 0, cut = 0] = textLengths(stored);
    expect([whole, cut < LONG.length]).toEqual([LONG.length, true]);

    const next = stream.next();
    const fresh = await openChat("Olga");
    await fresh.customer.message.send({ sessionId: fresh.sessionId, ...said(LONG) });
    const { value: item } = await next;
    expect(item?.prev).toBe(4);
    expect(item?.facts[0]?.fact).toMatchObject({ kind: "session-opened" });
    over.abort();
    while ((await stream.next()).done !== true);
  });

  test("a screen gets the chatbot's words of the chats that it shows, and no places in the queue", async () => {
    await using company = await openCompany(engine);
    const { openChat, contextOf, composition, store, orgId } = company;
    const [shown, other] = [await openChat("Maria"), await openChat("Noah")];
    const { connection } = contextOf({ kind: "nobody" });
    connection.openLanes = new Set([shown.customerId]);
    const { ephemeralEvents } = composition.services;
    const over = new AbortController();
    const stream = watchEphemeralEvents(
      { services: composition.services, reader: store, orgId, connection },
      over.signal,
    );
    const typing = {
      kind: "typing",
      sessionId: other.sessionId,
      by: "customer",
      name: "Noah",
      at: 0,
    } as const;
    const first = stream.next();
    ephemeralEvents.publish(orgId, words(other.sessionId, "hidden"));
    ephemeralEvents.publish(orgId, words("ses_nobodys", "nobody's"));
    ephemeralEvents.publish(orgId, { kind: "position", sessionId: shown.sessionId, position: 1 });
    ephemeralEvents.publish(orgId, words(shown.sessionId, "seen"));
    ephemeralEvents.publish(orgId, typing);

    expect((await first).value).toMatchObject({ kind: "bot-words", text: "seen" });
    expect((await stream.next()).value).toEqual(typing);
    connection.openLanes = new Set([other.customerId]);
    const next = stream.next();
    ephemeralEvents.publish(orgId, words(shown.sessionId, "seen no more"));
    ephemeralEvents.publish(orgId, words(other.sessionId, "seen now"));
    expect((await next).value).toMatchObject({ text: "seen now" });
    const last = stream.next();
    over.abort();
    expect((await last).done).toBe(true);
  });
});
