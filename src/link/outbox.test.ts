import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { DAY } from "#domain/instant.ts";
import { ConnectionLost } from "./failure.ts";
import type { LinkState } from "./line.ts";
import type { Locks } from "./lock.ts";
import type { OutboxEntry } from "./outbox-shelf.ts";
import { createOutbox } from "./outbox.ts";
import { safeStorage } from "./safe-storage.ts";
import { FakeStorage } from "./testing/fake-storage.ts";
import { ManualClock, settle } from "./testing/manual-clock.ts";

type Send = (entry: OutboxEntry) => Promise<unknown>;

const lost: Send = async () => {
  throw new ConnectionLost("gone");
};
const refusedWith =
  (data: object): Send =>
  async () => {
    throw Object.assign(new Error("no"), { data });
  };
const ended = refusedWith({ code: "CONFLICT", httpStatus: 409, refusal: "session-ended" });
const tooLong = refusedWith({ code: "PAYLOAD_TOO_LARGE", httpStatus: 413, refusal: "message-too-long" });
const stumbled = refusedWith({ code: "INTERNAL_SERVER_ERROR", httpStatus: 500, refusal: null });
const withoutDatabase = refusedWith({ code: "SERVICE_UNAVAILABLE", httpStatus: 503, refusal: null });
const tooMany = refusedWith({ code: "TOO_MANY_REQUESTS", httpStatus: 429, retryAfterMs: 5_000 });

/** One browser and its server: everything that was sent, by whichever tab, and what the server says to it. */
function openBrowser(locks: Locks | null = null) {
  const clock = new ManualClock();
  const storage = new FakeStorage();
  const sent: string[] = [];
  const server: { answer: Send } = { answer: async () => "stored" };
  const endedTexts: string[] = [];

  function openTab(link?: FakeLink) {
    const { view, events } = storage.tab();
    return createOutbox({
      storage: safeStorage(() => view),
      prefix: "outbox:",
      clock,
      random: () => 0,
      locks,
      events,
      ...(link && { link }),
      send(entry) {
        sent.push(entry.text);
        return server.answer(entry);
      },
      onEnded: ({ text }) => void endedTexts.push(text),
    });
  }
  return { clock, storage, sent, server, endedTexts, openTab };
}

/** A link whose state the test sets. */
class FakeLink {
  now: LinkState = { kind: "open" };
  readonly #listeners = new Set<(state: LinkState) => void>();
  state = () => this.now;
  onState = (changed: (state: LinkState) => void) => {
    this.#listeners.add(changed);
    return () => void this.#listeners.delete(changed);
  };
  become(state: LinkState): void {
    this.now = state;
    for (const tell of this.#listeners) tell(state);
  }
}

/** Locks as browsers keep them: one holder a name, the others in line. */
function fakeLocks(): Locks & { held: Map<string, Promise<void>> } {
  const held = new Map<string, Promise<void>>();
  return {
    held,
    async request(name, { signal }, work) {
      const before = held.get(name) ?? Promise.resolve();
      const { promise: mine, resolve: release } = Promise.withResolvers<void>();
      held.set(name, mine);
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      });
      try {
        await Promise.race([before, aborted]);
        await work();
      } finally {
        release();
      }
    },
  };
}

describe("an outbox", () => {
  test("sends what it is given and forgets it when it is acknowledged", async () => {
    const { openTab, sent } = openBrowser();
    const outbox = openTab();
    const entry = outbox.add("ses_1", "hello");
    expect(outbox.entries()).toEqual([{ ...entry, state: "sending" }]);
    await settle();

    expect(sent).toEqual(["hello"]);
    expect(outbox.entries()).toEqual([]);
  });

  test("hands the acknowledgement over before the entry is seen to go", async () => {
    const clock = new ManualClock();
    const told: string[] = [];
    const { view } = new FakeStorage().tab();
    const outbox = createOutbox({
      storage: safeStorage(() => view),
      prefix: "outbox:",
      clock,
      locks: null,
      send: async () => 17,
      onSent: ({ text }, no) => void told.push(`${text} is ${no}`),
    });
    outbox.onChange(() => told.push(`${outbox.entries().length} left`));
    outbox.add("ses_1", "hello");
    await settle();

    expect(told.slice(-2)).toEqual(["hello is 17", "0 left"]);
  });

  test("keeps the order of a conversation, one at a time", async () => {
    const { openTab, sent, server } = openBrowser();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.answer = () => promise;
    const outbox = openTab();
    for (const text of ["one", "two", "three"]) outbox.add("ses_1", text);
    await settle();
    expect(sent).toEqual(["one"]);
    resolve();
    await settle();

    expect(sent).toEqual(["one", "two", "three"]);
  });

  test("lets no conversation wait for another", async () => {
    const { openTab, sent, server } = openBrowser();
    server.answer = (entry) => (entry.scope === "ses_1" ? new Promise(() => {}) : Promise.resolve());
    const outbox = openTab();
    outbox.add("ses_1", "stuck");
    outbox.add("ses_2", "free");
    await settle();

    expect(sent).toEqual(["stuck", "free"]);
    expect(outbox.entries().map(({ text }) => text)).toEqual(["stuck"]);
  });

  test("holds back the next while one is unanswered, and tries again after 1 to 2, 2 to 4, 4 to 8 s", async () => {
    const { openTab, sent, server, clock } = openBrowser();
    server.answer = lost;
    const outbox = openTab();
    outbox.add("ses_1", "one");
    outbox.add("ses_1", "two");
    await clock.pass(999);
    expect(sent.length).toBe(1);
    await clock.pass(1);
    expect(sent.length).toBe(2);
    await clock.pass(2_000 + 4_000 + 4_000);
    expect(sent).toEqual(["one", "one", "one", "one", "one"]);
    server.answer = async () => "stored";
    await clock.pass(4_000);

    expect(sent.slice(-2)).toEqual(["one", "two"]);
    expect(outbox.entries()).toEqual([]);
  });

  test("keeps an unanswered one waiting for as long as it takes", async () => {
    const { openTab, server, clock } = openBrowser();
    server.answer = lost;
    const outbox = openTab();
    outbox.add("ses_1", "patience");
    await clock.pass(3_600_000);

    expect(outbox.entries()[0]).toMatchObject({ state: "waiting", reason: null });
  });

  test("marks a refused one and goes on with the next", async () => {
    const { openTab, sent, server } = openBrowser();
    server.answer = (entry) => (entry.text === "long" ? tooLong(entry) : Promise.resolve());
    const outbox = openTab();
    outbox.add("ses_1", "long");
    outbox.add("ses_1", "short");
    await settle();

    expect(sent).toEqual(["long", "short"]);
    expect(outbox.entries()).toMatchObject([{ text: "long", state: "failed", reason: "message-too-long" }]);
  });

  test("hands back the words that came too late, and keeps them", async () => {
    const { openTab, server, endedTexts } = openBrowser();
    server.answer = ended;
    const outbox = openTab();
    outbox.add("ses_1", "too late");
    await settle();

    expect(endedTexts).toEqual(["too late"]);
    expect(outbox.entries()).toMatchObject([{ state: "failed", reason: "session-ended" }]);
  });

  test("waits as long as the server asks, and fails nothing for it", async () => {
    const { openTab, sent, server, clock } = openBrowser();
    server.answer = tooMany;
    const link = new FakeLink();
    const outbox = openTab(link);
    outbox.add("ses_1", "fast");
    await settle();
    server.answer = async () => "stored";
    link.become({ kind: "open" });
    outbox.add("ses_1", "faster");
    await clock.pass(4_999);
    expect(sent).toEqual(["fast"]);
    await clock.pass(1);

    expect(sent).toEqual(["fast", "fast", "faster"]);
  });

  test("does not let one that upsets the server stand in the way for ever", async () => {
    const { openTab, sent, server, clock } = openBrowser();
    server.answer = (entry) => (entry.text === "poison" ? stumbled(entry) : Promise.resolve());
    const outbox = openTab();
    outbox.add("ses_1", "poison");
    outbox.add("ses_1", "food");
    await clock.pass(1_000 + 2_000 + 4_000);

    expect(sent).toEqual(["poison", "poison", "poison", "poison", "food"]);
    expect(outbox.entries()).toMatchObject([{ state: "failed", reason: "server-error" }]);
  });

  test("keeps everything waiting, in order, for as long as the server has no database", async () => {
    const { openTab, sent, server, clock } = openBrowser();
    server.answer = withoutDatabase;
    const outbox = openTab();
    outbox.add("ses_1", "one");
    outbox.add("ses_1", "two");
    await clock.pass(60_000);
    expect(new Set(sent)).toEqual(new Set(["one"]));
    server.answer = async () => "stored";
    await clock.pass(8_000);

    expect(sent.slice(-2)).toEqual(["one", "two"]);
    expect(outbox.entries()).toEqual([]);
  });

  test("tries a failed one again when told to", async () => {
    const { openTab, server } = openBrowser();
    server.answer = tooLong;
    const outbox = openTab();
    const { clientId } = outbox.add("ses_1", "again");
    await settle();
    server.answer = async () => "stored";
    outbox.retry(clientId);
    await settle();

    expect(outbox.entries()).toEqual([]);
  });

  test("forgets one when told to, even while it is under way", async () => {
    const { openTab, server } = openBrowser();
    const { promise, reject } = Promise.withResolvers<void>();
    server.answer = () => promise;
    const outbox = openTab();
    const { clientId } = outbox.add("ses_1", "never mind");
    await settle();
    outbox.remove(clientId);
    reject(Object.assign(new Error(), { data: { code: "CONFLICT", httpStatus: 409 } }));
    await settle();

    expect(outbox.entries()).toEqual([]);
  });

  test("tells of every change until nobody wants to know", async () => {
    const { openTab } = openBrowser();
    const outbox = openTab();
    const seen: string[] = [];
    const stop = outbox.onChange(() => seen.push(outbox.entries()[0]?.state ?? "gone"));
    outbox.add("ses_1", "hello");
    await settle();
    stop();
    outbox.add("ses_1", "unseen");
    await settle();

    expect(new Set(seen)).toEqual(new Set(["waiting", "sending", "gone"]));
    expect(seen.at(-1)).toBe("gone");
  });
});

describe("beside a link", () => {
  test("tries nothing while it is known to be down, and everything when it opens", async () => {
    const { openTab, sent, clock } = openBrowser();
    const link = new FakeLink();
    link.now = { kind: "offline" };
    const outbox = openTab(link);
    outbox.add("ses_1", "later");
    await clock.pass(60_000);
    expect(sent).toEqual([]);
    expect(outbox.entries()).toMatchObject([{ state: "waiting" }]);
    link.become({ kind: "open" });
    await settle();

    expect(sent).toEqual(["later"]);
  });

  test("does not wait out its pause when the link opens", async () => {
    const { openTab, sent, server } = openBrowser();
    server.answer = lost;
    const link = new FakeLink();
    const outbox = openTab(link);
    outbox.add("ses_1", "now");
    await settle();
    server.answer = async () => "stored";
    link.become({ kind: "open" });
    await settle();

    expect(sent).toEqual(["now", "now"]);
  });
});

describe("beyond one page", () => {
  test("what was not acknowledged is sent by the next page, under the same id", async () => {
    const { openTab, server, clock } = openBrowser();
    const ids: string[] = [];
    server.answer = (entry) => {
      ids.push(entry.clientId);
      return new Promise(() => {});
    };
    const before = openTab();
    before.add("ses_1", "survivor");
    await settle();
    before.close();
    openTab();
    await clock.pass(0);

    expect(ids.length).toBe(2);
    expect(new Set(ids).size).toBe(1);
  });

  test("nothing is kept for longer than a day", async () => {
    const { openTab, server, storage, clock, sent } = openBrowser();
    server.answer = tooLong;
    openTab().add("ses_1", "old");
    await clock.pass(DAY);
    openTab();
    await settle();

    expect(storage.items.size).toBe(0);
    expect(sent).toEqual(["old"]);
  });

  test("what lies there in no form we know is thrown away", () => {
    const { openTab, storage } = openBrowser();
    storage.items.set("outbox:1", "{");
    storage.items.set("outbox:2", "null");
    storage.items.set("outbox:3", '{"at":"yesterday"}');
    storage.items.set("other", "kept");

    expect(openTab().entries()).toEqual([]);
    expect([...storage.items.keys()]).toEqual(["other"]);
  });

  test("another tab shows what this one has not yet sent", async () => {
    const { openTab, server } = openBrowser();
    server.answer = tooLong;
    const here = openTab();
    const there = openTab();
    let changes = 0;
    there.onChange(() => (changes += 1));
    here.add("ses_1", "seen in both");
    await settle();

    expect(changes).toBeGreaterThan(0);
    expect(there.entries()).toMatchObject([{ text: "seen in both", state: "failed" }]);
  });

  test("only one tab sends, where browsers have locks", async () => {
    const { openTab, server, sent } = openBrowser(fakeLocks());
    const { promise, resolve } = Promise.withResolvers<void>();
    server.answer = () => promise;
    const tabs = [openTab(), openTab(), openTab()];
    for (const [index, tab] of tabs.entries()) tab.add("ses_1", `from ${index}`);
    await settle();
    resolve();
    await settle();
    await settle();

    expect(sent).toEqual(["from 0", "from 1", "from 2"]);
    expect(tabs[0]?.entries()).toEqual([]);
  });

  test("a tab that is frozen with the lock in its hand holds up the others for 30 s, not for ever", async () => {
    const { openTab, server, clock, sent } = openBrowser(fakeLocks());
    server.answer = () => new Promise(() => {});
    const frozen = openTab();
    frozen.add("ses_1", "stuck");
    await settle();
    frozen.close();
    server.answer = async () => "stored";
    const alive = openTab();
    await clock.pass(29_000);
    expect(sent).toEqual(["stuck"]);
    await clock.pass(1_000);

    expect(sent).toEqual(["stuck", "stuck"]);
    expect(alive.entries()).toEqual([]);
  });
});

test("whatever the server says, every message is stored once, in order, or marked as failed", async () => {
  const answers = fc.array(
    fc.constantFrom("ok", "lost", "lost after storing", "refused", "stumbled", "too many"),
    {
      maxLength: 40,
    },
  );
  const scene = fc.record({
    texts: fc.integer({ min: 1, max: 8 }),
    answers,
    tabs: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ texts, answers: said, tabs }) => {
      const { openTab, server, clock } = openBrowser(fakeLocks());
      const stored: string[] = [];
      const pending = [...said];
      server.answer = async (entry) => {
        const answer = pending.shift() ?? "ok";
        if (answer === "refused") return tooLong(entry);
        if (answer === "stumbled") return stumbled(entry);
        if (answer === "too many") return tooMany(entry);
        if (answer !== "lost" && !stored.includes(entry.clientId)) stored.push(entry.clientId);
        return answer === "ok" ? "stored" : lost(entry);
      };
      const outboxes = Array.from({ length: tabs }, () => openTab());
      const ids = Array.from(
        { length: texts },
        (_, index) => outboxes[index % tabs]?.add("ses_1", "…").clientId,
      );
      await clock.pass(600_000);

      const failed = new Set(outboxes[0]?.entries().map(({ clientId }) => clientId));
      expect(outboxes[0]?.entries().every(({ state }) => state === "failed")).toBe(true);
      expect(stored.filter((id) => !failed.has(id))).toEqual(
        ids.filter((id): id is string => id !== undefined && !failed.has(id)),
      );
    }),
    { numRuns: 60 },
  );
});
