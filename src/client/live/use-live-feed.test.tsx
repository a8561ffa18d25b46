import { describe, expect, test } from "bun:test";
import type { Fact, SessionFact } from "#domain/model/fact.ts";
import { api } from "../api/api-hooks.ts";
import {
  CUSTOMER,
  heldBy,
  KEN,
  newCard,
  newCustomer,
  newInbox,
  newLane,
  newMessage,
  newSession,
} from "../testing/chat-fixtures.ts";
import { publishFacts, serveChats } from "../testing/serve-chats.ts";
import { refusal } from "../testing/fake-server.ts";
import type { ProcedurePath } from "../testing/fake-server.ts";
import { NOW, openPage } from "../testing/page.tsx";
import { applyEphemeralEventToChat, ephemeralStateOf, ephemeralStates } from "./ephemeral-state.ts";
import { laneSnapshots, setOpenLanes } from "./lane-snapshots.ts";
import { serverNow } from "./server-clock.ts";
import { useInbox } from "./use-inbox.ts";
import { useLiveFeed } from "./use-live-feed.ts";

const page = openPage();
const ended: SessionFact = {
  kind: "session-ended",
  sessionId: "ses_maria",
  at: 1,
  by: { kind: "idle" },
  unattended: false,
};
const held = (holder: ReturnType<typeof heldBy>): SessionFact => ({
  kind: "session-held",
  sessionId: "ses_maria",
  holder,
  generation: 2,
  routedUnder: 1,
  needsPerson: false,
  why: { kind: "took-over" },
  at: 1,
  queuedAt: null,
  returned: false,
  movedBySwitch: null,
});

async function follow(cards = [newCard("Maria", { holder: heldBy(page.me) })]) {
  serveChats(page, { cards, lanes: [newLane(newSession({ holder: heldBy(page.me) }))] });
  page.server.answers["agent.colleagues"] = () => [];
  page.server.answers["knowledge.list"] = () => ({ articles: [], next: null });
  page.server.answers["team.get"] = () => ({ members: [], invitations: [], secondStepRequired: false });
  const { result } = page.drawHook(() => {
    useLiveFeed();
    api.settings.get.useQuery();
    api.agent.colleagues.useQuery();
    api.team.get.useQuery();
    api.agent.chattedWith.useQuery({ before: null });
    api.knowledge.list.useQuery({ search: "", filter: "all", after: null });
    return { inbox: useInbox().data, me: api.agent.me.useQuery().data };
  });
  await page.settle();
  return result;
}

/** Counts how often each query was sent again because of a fact. */
async function askedAgain(fact: Fact) {
  const paths = [
    "agent.me",
    "agent.colleagues",
    "settings.get",
    "team.get",
    "agent.chattedWith",
    "knowledge.list",
  ] as const;
  const before = paths.map((path) => count(path));
  publishFacts(page, [fact]);
  await page.settle();
  return paths.filter((path, index) => count(path) > (before[index] ?? 0));
}

const count = (path: ProcedurePath) => page.server.inputs(path).length;
const types = () =>
  applyEphemeralEventToChat(
    { kind: "typing", sessionId: "ses_maria", by: "customer", name: "Maria", at: NOW },
    "Ana",
  );
const state = () => ephemeralStateOf(ephemeralStates.get(), "ses_maria");

describe("the feed", () => {
  test("is followed from where the inbox was read", async () => {
    await follow();

    expect(page.server.inputs("agent.watch")).toEqual([{ after: 100 }]);
  });

  test("is not followed before the inbox is read", async () => {
    page.drawHook(useLiveFeed);
    await page.settle();

    expect(page.server.inputs("agent.watch")).toEqual([]);
  });

  test("is left when nobody is signed in any more", async () => {
    serveChats(page, {});
    const { unmount } = page.drawHook(useLiveFeed);
    await page.settle();
    unmount();
    await page.settle();

    expect([page.server.followers("agent.watch"), page.server.followers("agent.whispers")]).toEqual([0, 0]);
  });

  test("sets the clock by the server's", async () => {
    serveChats(page, {});
    page.server.answers["agent.inbox"] = () => ({ ...newInbox(), now: NOW + 60_000 });
    page.drawHook(useLiveFeed);
    await page.settle();

    expect(serverNow() - Date.now()).toBeGreaterThan(59_000);
  });

  test("keeps the list true", async () => {
    const result = await follow();
    publishFacts(page, [held(KEN)]);
    await page.settle();

    expect(result.current.inbox?.cards[0]?.session.holder).toEqual(KEN);
  });

  test("keeps the lanes true", async () => {
    await follow();
    setOpenLanes(["cus_maria"]);
    await page.settle();
    publishFacts(page, [newMessage(CUSTOMER, "Hello")]);
    await page.settle();

    expect(laneSnapshots.get().get("cus_maria")?.sessions[0]?.facts).toHaveLength(1);
  });

  test("reads everything anew when too much was missed", async () => {
    const result = await follow();
    setOpenLanes(["cus_maria"]);
    await page.settle();
    const asked = count("settings.get");
    page.server.answers["agent.inbox"] = () => ({ ...newInbox([newCard("Ben")]), no: 200 });
    page.server.failSubscription("agent.watch", refusal("resync"));
    await page.settle();
    await page.settle();

    expect(result.current.inbox?.cards.map(({ customer }) => customer.name)).toEqual(["Ben"]);
    expect(count("settings.get")).toBe(asked + 1);
    expect(page.server.inputs("agent.watch").at(-1)).toEqual({ after: 200 });
  });

  test("looks at the lanes anew on a new connection", async () => {
    await follow();
    setOpenLanes(["cus_maria"]);
    await page.settle();
    const looks = count("agent.look");
    page.server.hangUp();
    await page.pass(5_000);

    expect(count("agent.look")).toBeGreaterThan(looks);
  });
});

describe("what is asked again", () => {
  test.each([
    ["settings-changed", { kind: "settings-changed", part: "answering", at: 1 }, ["settings.get"]],
    [
      "members-changed",
      { kind: "members-changed", at: 1 },
      ["agent.me", "agent.colleagues", "settings.get", "team.get"],
    ],
    ["erased", { kind: "erased", customers: [], sessions: [], at: 1 }, ["agent.chattedWith"]],
    ["articles-changed", { kind: "articles-changed", at: 1 }, ["knowledge.list"]],
    ["kept-open", newMessage(CUSTOMER, "Hello"), []],
  ] as const)("after %s", async (_kind, fact, paths) => {
    await follow();

    expect(await askedAgain(fact)).toEqual([...paths]);
  });

  test("is whom I chatted with, once a chat of mine has ended", async () => {
    await follow();

    expect(await askedAgain(ended)).toEqual(["agent.chattedWith"]);
  });

  test("is whom I chatted with, once a chat of mine is another's", async () => {
    await follow();

    expect(await askedAgain(held(KEN))).toEqual(["agent.chattedWith"]);
  });

  test("is nothing when a chat ends that was not mine", async () => {
    await follow([newCard("Maria", { holder: KEN })]);

    expect(await askedAgain(ended)).toEqual([]);
  });

  test("is nothing when a chat of mine goes on", async () => {
    await follow();

    expect(await askedAgain({ kind: "holder-away", sessionId: "ses_maria", away: true, at: 1 })).toEqual([]);
  });
});

describe("what passes", () => {
  test("is shown in its chat", async () => {
    await follow();
    page.server.publish("agent.whispers", {
      kind: "typing",
      sessionId: "ses_maria",
      by: "customer",
      name: "Maria",
      at: NOW,
    });
    await page.settle();

    expect(state().customerTypesUntil).toBeGreaterThan(0);
  });

  test("ends typing with the message", async () => {
    await follow();
    types();
    publishFacts(page, [newMessage(CUSTOMER, "Hello")]);
    await page.settle();

    expect(state().customerTypesUntil).toBe(0);
  });

  test("is forgotten when the chat ends", async () => {
    await follow();
    types();
    publishFacts(page, [ended]);
    await page.settle();

    expect(ephemeralStates.get().size).toBe(0);
  });

  test("is forgotten when the chat is erased", async () => {
    await follow();
    types();
    publishFacts(page, [{ kind: "erased", customers: [], sessions: ["ses_maria"], at: 1 }]);
    await page.settle();

    expect(ephemeralStates.get().size).toBe(0);
  });

  test("marks as read in the list what I have read elsewhere", async () => {
    const result = await follow([newCard("Maria", { holder: heldBy(page.me), customerMessages: 2 })]);
    const read = { kind: "read", sessionId: "ses_maria", by: "member", count: 2 } as const;
    page.server.publish("agent.whispers", { ...read, memberId: "mem_ken" });
    await page.settle();
    expect(result.current.inbox?.cards[0]?.read).toBe(0);

    page.server.publish("agent.whispers", { ...read, memberId: page.me.member.id });
    await page.settle();
    expect(result.current.inbox?.cards[0]?.read).toBe(2);
  });

  test("says that there are chats with the first one", async () => {
    page.me = { ...page.me, hasChats: false };
    const result = await follow([]);
    const session = newSession({}, "Ben");
    publishFacts(page, [
      { kind: "session-opened", sessionId: session.id, session, customer: newCustomer("Ben") },
    ]);
    await page.settle();

    expect(result.current.me?.hasChats).toBe(true);
  });
});
