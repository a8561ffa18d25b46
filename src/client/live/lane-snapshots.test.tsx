import { describe, expect, test } from "bun:test";
import type { LaneSnapshot } from "#domain/views/customer-lane.ts";
import { CUSTOMER, newLane, newMessage, newSession, numbered } from "../testing/chat-fixtures.ts";
import { serveChats } from "../testing/serve-chats.ts";
import { refusal, serverError } from "../testing/fake-server.ts";
import { openPage } from "../testing/page.tsx";
import { erasedCustomers } from "./erased-customers.ts";
import {
  applyFactsToLanes,
  clearLanes,
  laneSnapshots,
  lanesFailedToLoad,
  loadEarlier,
  markLaneRead,
  markSeenByCustomer,
  reloadLanes,
  setOpenLanes,
} from "./lane-snapshots.ts";

const page = openPage();
const maria = (changes: Partial<LaneSnapshot> = {}) => newLane(newSession(), [], changes);
const looks = () => page.server.inputs("agent.look").map(({ customerIds }) => customerIds);
const shown = () => [...laneSnapshots.get().keys()];
const textsOf = (id: `cus_${string}` = "cus_maria") =>
  laneSnapshots
    .get()
    .get(id)
    ?.sessions.flatMap(({ facts }) =>
      facts.map(({ fact }) => (fact.kind === "message-posted" ? fact.message.text : fact.kind)),
    );

async function open(lanes: readonly LaneSnapshot[] = [maria()]) {
  serveChats(page, { lanes });
  setOpenLanes(lanes.map(({ customer }) => customer.id));
  await page.settle();
}

function posted(text: string, no: number) {
  return numbered([newMessage(CUSTOMER, text)], no);
}

describe("the lanes that are looked at", () => {
  test("are read whole", async () => {
    await open([maria(), newLane(newSession({}, "Ben"))]);

    expect(shown()).toEqual(["cus_maria", "cus_ben"]);
  });

  test("are at most 30, the first of those that are asked for", async () => {
    serveChats(page, {});
    setOpenLanes(Array.from({ length: 31 }, (_, index) => `cus_${index}` as const));
    await page.settle();

    expect(looks()[0]).toHaveLength(30);
    expect(looks()[0]?.[0]).toBe("cus_0");
  });

  test("are not read again for being in another order", async () => {
    await open([maria(), newLane(newSession({}, "Ben"))]);
    setOpenLanes(["cus_ben", "cus_maria"]);
    await page.settle();

    expect(looks()).toHaveLength(1);
  });

  test("are no more than what was asked for last", async () => {
    await open([maria(), newLane(newSession({}, "Ben"))]);
    setOpenLanes(["cus_ben"]);
    await page.settle();

    expect(shown()).toEqual(["cus_ben"]);
  });

  test("are those of the last wish, however slow the first answer", async () => {
    serveChats(page, {});
    const { promise, resolve } = Promise.withResolvers<LaneSnapshot[]>();
    page.server.answers["agent.look"] = ({ customerIds }) =>
      customerIds.includes("cus_maria") ? promise : [newLane(newSession({}, "Ben"))];
    setOpenLanes(["cus_maria"]);
    await page.settle();
    setOpenLanes(["cus_ben"]);
    resolve([maria()]);
    await page.settle();

    expect(shown()).toEqual(["cus_ben"]);
  });

  test("do not show in between whom nobody looks at any more", async () => {
    serveChats(page, {});
    const { promise, resolve } = Promise.withResolvers<LaneSnapshot[]>();
    page.server.answers["agent.look"] = ({ customerIds }) =>
      customerIds.includes("cus_maria") ? promise : new Promise(() => {});
    setOpenLanes(["cus_maria"]);
    await page.settle();
    setOpenLanes(["cus_ben"]);
    resolve([maria()]);
    await page.settle();

    expect(shown()).toEqual([]);
  });

  test("show what happens", async () => {
    await open();
    applyFactsToLanes(posted("Hello", 101));

    expect(textsOf()).toEqual(["Hello"]);
  });

  test("show what happened while the answer was on its way", async () => {
    serveChats(page, {});
    const { promise, resolve } = Promise.withResolvers<LaneSnapshot[]>();
    page.server.answers["agent.look"] = () => promise;
    setOpenLanes(["cus_maria"]);
    await page.settle();
    applyFactsToLanes(posted("Hello", 101));
    resolve([maria()]);
    await page.settle();

    expect(textsOf()).toEqual(["Hello"]);
  });

  test("keep what is known when they are read anew", async () => {
    await open();
    applyFactsToLanes(posted("Hello", 101));
    reloadLanes();
    await page.settle();

    expect(textsOf()).toEqual(["Hello"]);
  });

  test("are forgotten when too much was missed", async () => {
    await open();
    clearLanes();

    expect(shown()).toEqual([]);
  });

  test("say that they could not be read, until they can", async () => {
    serveChats(page, { lanes: [maria()] });
    const { "agent.look": answer } = page.server.answers;
    page.server.answers["agent.look"] = () => {
      throw serverError();
    };
    setOpenLanes(["cus_maria"]);
    await page.settle();
    expect(lanesFailedToLoad.get()).toBe(true);

    if (answer !== undefined) page.server.answers["agent.look"] = answer;
    reloadLanes();
    await page.settle();
    expect(lanesFailedToLoad.get()).toBe(false);
    expect(shown()).toEqual(["cus_maria"]);
  });

  test("do not say so for want of a connection, which is told elsewhere", async () => {
    serveChats(page, {});
    page.server.answers["agent.look"] = () => new Promise(() => {});
    setOpenLanes(["cus_maria"]);
    await page.settle();
    page.server.hangUp();
    await page.settle();

    expect(lanesFailedToLoad.get()).toBe(false);
  });
});

describe("customers of whom there is nothing", () => {
  test("are those the server does not know", async () => {
    serveChats(page, { lanes: [maria()] });
    setOpenLanes(["cus_maria", "cus_gone"]);
    await page.settle();

    expect([...erasedCustomers.get()]).toEqual(["cus_gone"]);
  });

  test("are let go of at once when they are erased", async () => {
    await open();
    applyFactsToLanes([
      {
        no: 101,
        sessionNo: null,
        fact: { kind: "erased", customers: ["cus_maria"], sessions: ["ses_maria"], at: 0 },
      },
    ]);

    expect(shown()).toEqual([]);
    expect([...erasedCustomers.get()]).toEqual(["cus_maria"]);
  });

  test("are not shown by an answer that is older", async () => {
    serveChats(page, {});
    const { promise, resolve } = Promise.withResolvers<LaneSnapshot[]>();
    page.server.answers["agent.look"] = () => promise;
    setOpenLanes(["cus_maria"]);
    await page.settle();
    applyFactsToLanes([
      { no: 101, sessionNo: null, fact: { kind: "erased", customers: ["cus_maria"], sessions: [], at: 0 } },
    ]);
    resolve([maria()]);
    await page.settle();

    expect(shown()).toEqual([]);
  });

  test("are there again when they come back", async () => {
    serveChats(page, {});
    setOpenLanes(["cus_maria"]);
    await page.settle();
    const session = newSession();
    const customer = maria().customer;
    applyFactsToLanes([
      { no: 101, sessionNo: 1, fact: { kind: "session-opened", sessionId: session.id, session, customer } },
    ]);

    expect(erasedCustomers.get().size).toBe(0);
  });
});

const seenOf = () =>
  laneSnapshots
    .get()
    .get("cus_maria")
    ?.sessions.map(({ seen }) => seen);

describe("what the customer has seen of mail", () => {
  test("grows with what is heard of it, and never goes back", async () => {
    const lane = maria();
    await open([
      {
        ...lane,
        sessions: lane.sessions.map((one) => ({
          ...one,
          session: { ...one.session, channel: "mail" as const },
        })),
      },
    ]);
    markSeenByCustomer("ses_maria", 2);
    markSeenByCustomer("ses_maria", 1);

    expect(seenOf()).toEqual([2]);
  });

  test("is not kept of a chat, nor of a session that is not shown", async () => {
    await open([maria()]);
    const before = laneSnapshots.get();
    markSeenByCustomer("ses_maria", 2);
    markSeenByCustomer("ses_other", 2);

    expect(laneSnapshots.get()).toBe(before);
  });
});

describe("what I have seen of a lane", () => {
  test("grows", async () => {
    await open([maria({ read: 1 })]);
    markLaneRead("cus_maria", "ses_maria", 3);

    expect(laneSnapshots.get().get("cus_maria")?.read).toBe(3);
  });

  test("never goes back", async () => {
    await open([maria({ read: 3 })]);
    markLaneRead("cus_maria", "ses_maria", 1);

    expect(laneSnapshots.get().get("cus_maria")?.read).toBe(3);
  });
});

type Answer = Pick<LaneSnapshot, "sessions" | "earlier">;

const sessionsOf = () =>
  laneSnapshots
    .get()
    .get("cus_maria")
    ?.sessions.map(({ session }) => session.id);
const before = () => [
  { session: newSession({ id: "ses_before" }), facts: posted("Long ago", 1), earlier: false },
];

describe("what lies before", () => {
  test("is read from the first that is known, and put above", async () => {
    await open([maria({ earlier: true })]);
    page.server.answers["agent.earlier"] = () => ({ sessions: before(), earlier: false });
    const found = loadEarlier("cus_maria");
    await page.settle();

    expect(await found).toBe(true);
    expect(page.server.inputs("agent.earlier")).toEqual([
      { customerId: "cus_maria", before: { sessionId: "ses_maria", sessionNo: null } },
    ]);
    expect(textsOf()).toEqual(["Long ago"]);
  });

  test("is not asked for where there is nothing", async () => {
    await open();

    expect(await loadEarlier("cus_maria")).toBe(false);
    expect(await loadEarlier("cus_ben")).toBe(false);
    expect(page.server.inputs("agent.earlier")).toEqual([]);
  });

  test("is put above once, however often it was asked for", async () => {
    await open([maria({ earlier: true })]);
    page.server.answers["agent.earlier"] = () => ({ sessions: before(), earlier: true });
    void loadEarlier("cus_maria");
    void loadEarlier("cus_maria");
    await page.settle();

    expect(textsOf()).toEqual(["Long ago"]);
  });

  test("is not put above chats that it does not adjoin, because fewer were loaded meanwhile", async () => {
    const long = maria({ earlier: true });
    const between = { session: newSession({ id: "ses_between" }), facts: [], earlier: false };
    await open([{ ...long, sessions: [between, ...long.sessions] }]);
    const { promise, resolve } = Promise.withResolvers<Answer>();
    page.server.answers["agent.earlier"] = () => promise;
    const found = loadEarlier("cus_maria");
    await page.settle();
    clearLanes();
    serveChats(page, { lanes: [long] });
    reloadLanes();
    await page.settle();
    resolve({ sessions: before(), earlier: false });
    await page.settle();
    await found;

    expect(sessionsOf()).toEqual(["ses_maria"]);
    expect(laneSnapshots.get().get("cus_maria")?.earlier).toBe(true);
  });

  test("is shown without chats that were erased while it was on its way", async () => {
    await open([maria({ earlier: true })]);
    const { promise, resolve } = Promise.withResolvers<Answer>();
    page.server.answers["agent.earlier"] = () => promise;
    void loadEarlier("cus_maria");
    await page.settle();
    const erased = { kind: "erased", customers: [], sessions: ["ses_erased"], at: 0 } as const;
    applyFactsToLanes([{ no: 101, sessionNo: null, fact: erased }]);
    const [kept] = before();
    const gone = {
      session: newSession({ id: "ses_erased" }),
      facts: posted("Longer ago", 0),
      earlier: false,
    };
    resolve({ sessions: kept === undefined ? [gone] : [gone, kept], earlier: false });
    await page.settle();

    expect(sessionsOf()).toEqual(["ses_before", "ses_maria"]);
    expect(laneSnapshots.get().get("cus_maria")?.earlier).toBe(false);
  });

  test("is told when it could not be read", async () => {
    await open([maria({ earlier: true })]);
    page.server.answers["agent.earlier"] = () => {
      throw refusal("customer-unknown");
    };
    const failed = loadEarlier("cus_maria").catch((error: Error) => error.message);
    await page.settle();

    expect(await failed).toBe("customer-unknown");
  });
});
