import { describe, expect, test } from "bun:test";
import { flushPromises } from "../testing/manual-clock.ts";
import {
  ended,
  FakeConnection,
  fakeLocks,
  lost,
  openFakeBrowser,
  serverError,
  tooLong,
  tooMany,
  unsent,
} from "../testing/fake-browser.ts";

describe("an outbox", () => {
  test("sends a message and removes it when it is acknowledged", async () => {
    const { openTab, sent } = openFakeBrowser();
    const outbox = openTab();
    const entry = outbox.add("ses_1", "hello");
    expect(outbox.entries()).toEqual([entry]);
    await flushPromises();

    expect(sent).toEqual(["hello"]);
    expect(unsent(outbox)).toEqual([]);
  });

  test("shows an acknowledged message as sent until the page is closed", async () => {
    const { openTab, storage } = openFakeBrowser();
    const outbox = openTab();
    const entry = outbox.add("ses_1", "hello");
    await flushPromises();

    expect(outbox.entries()).toEqual([{ ...entry, state: "sent" }]);
    expect(storage.items.size).toBe(0);
    expect(openTab().entries()).toEqual([]);
  });

  test("sends a conversation's messages in order, one at a time", async () => {
    const { openTab, sent, server } = openFakeBrowser();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.answer = () => promise;
    const outbox = openTab();
    for (const text of ["one", "two", "three"]) outbox.add("ses_1", text);
    await flushPromises();
    expect(sent).toEqual(["one"]);
    resolve();
    await flushPromises();

    expect(sent).toEqual(["one", "two", "three"]);
  });

  test("does not let conversations block each other", async () => {
    const { openTab, sent, server } = openFakeBrowser();
    server.answer = (entry) => (entry.scope === "ses_1" ? new Promise(() => {}) : Promise.resolve());
    const outbox = openTab();
    outbox.add("ses_1", "stuck");
    outbox.add("ses_2", "free");
    await flushPromises();

    expect(sent).toEqual(["stuck", "free"]);
    expect(unsent(outbox).map(({ text }) => text)).toEqual(["stuck"]);
  });

  test("waits with the next while one is unanswered, and retries after 1 to 2, 2 to 4, 4 to 8 s", async () => {
    const { openTab, sent, server, clock } = openFakeBrowser();
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
    expect(unsent(outbox)).toEqual([]);
  });

  test("keeps an unanswered message waiting without a limit", async () => {
    const { openTab, server, clock } = openFakeBrowser();
    server.answer = lost;
    const outbox = openTab();
    outbox.add("ses_1", "patience");
    await clock.pass(3_600_000);

    expect(outbox.entries()[0]).toMatchObject({ state: "waiting", reason: null });
  });

  test("marks a refused message as failed and continues with the next", async () => {
    const { openTab, sent, server } = openFakeBrowser();
    server.answer = (entry) => (entry.text === "long" ? tooLong(entry) : Promise.resolve());
    const outbox = openTab();
    outbox.add("ses_1", "long");
    outbox.add("ses_1", "short");
    await flushPromises();

    expect(sent).toEqual(["long", "short"]);
    expect(unsent(outbox)).toMatchObject([{ text: "long", state: "failed", reason: "message-too-long" }]);
  });

  test("keeps a message that arrived after the end as failed", async () => {
    const { openTab, server } = openFakeBrowser();
    server.answer = ended;
    const outbox = openTab();
    outbox.add("ses_1", "too late");
    await flushPromises();

    expect(outbox.entries()).toMatchObject([{ text: "too late", state: "failed", reason: "session-ended" }]);
  });

  test("waits as long as the server asks, without failing messages", async () => {
    const { openTab, sent, server, clock } = openFakeBrowser();
    server.answer = tooMany;
    const connection = new FakeConnection();
    const outbox = openTab({}, connection);
    outbox.add("ses_1", "fast");
    await flushPromises();
    server.answer = async () => "stored";
    connection.become("open");
    outbox.add("ses_1", "faster");
    await clock.pass(4_999);
    expect(sent).toEqual(["fast"]);
    await clock.pass(1);

    expect(sent).toEqual(["fast", "fast", "faster"]);
  });

  test("fails a message that keeps causing server errors and continues", async () => {
    const { openTab, sent, server, clock } = openFakeBrowser();
    server.answer = (entry) => (entry.text === "poison" ? serverError(entry) : Promise.resolve());
    const outbox = openTab();
    outbox.add("ses_1", "poison");
    outbox.add("ses_1", "food");
    await clock.pass(1_000 + 2_000 + 4_000);

    expect(sent).toEqual(["poison", "poison", "poison", "poison", "food"]);
    expect(unsent(outbox)).toMatchObject([{ state: "failed", reason: "server-error" }]);
  });

  test("retries a failed message on request", async () => {
    const { openTab, server } = openFakeBrowser();
    server.answer = tooLong;
    const outbox = openTab();
    const { clientId } = outbox.add("ses_1", "again");
    await flushPromises();
    server.answer = async () => "stored";
    outbox.retry(clientId);
    await flushPromises();

    expect(unsent(outbox)).toEqual([]);
  });

  test("removes a message on request, even while it is being sent", async () => {
    const { openTab, server } = openFakeBrowser();
    const { promise, reject } = Promise.withResolvers<void>();
    server.answer = () => promise;
    const outbox = openTab();
    const { clientId } = outbox.add("ses_1", "never mind");
    await flushPromises();
    outbox.remove(clientId);
    reject(Object.assign(new Error(), { data: { code: "CONFLICT", httpStatus: 409 } }));
    await flushPromises();

    expect(unsent(outbox)).toEqual([]);
  });

  test("reports every change", async () => {
    const { openTab } = openFakeBrowser();
    const seen: string[] = [];
    const outbox = openTab({ onChange: () => void seen.push(outbox.entries()[0]?.state ?? "nothing") });
    outbox.add("ses_1", "hello");
    await flushPromises();

    expect([...new Set(seen)]).toEqual(["waiting", "sent"]);
  });
});

describe("with a connection", () => {
  test("sends nothing while it is down, and everything when it opens", async () => {
    const { openTab, sent, clock } = openFakeBrowser();
    const connection = new FakeConnection();
    connection.now = "offline";
    const outbox = openTab({}, connection);
    outbox.add("ses_1", "later");
    await clock.pass(60_000);
    expect(sent).toEqual([]);
    expect(outbox.entries()).toMatchObject([{ state: "waiting" }]);
    connection.become("open");
    await flushPromises();

    expect(sent).toEqual(["later"]);
  });

  test("retries at once when the connection opens", async () => {
    const { openTab, sent, server } = openFakeBrowser();
    server.answer = lost;
    const connection = new FakeConnection();
    const outbox = openTab({}, connection);
    outbox.add("ses_1", "now");
    await flushPromises();
    server.answer = async () => "stored";
    connection.become("open");
    await flushPromises();

    expect(sent).toEqual(["now", "now"]);
  });
});

describe("an outbox of a connection that is away", () => {
  test.each(["waiting", "offline", "refused"] as const)(
    "sends nothing while it is %s, and everything at once when it is open",
    async (state) => {
      const { openTab, sent, clock } = openFakeBrowser();
      const connection = new FakeConnection();
      connection.become(state);
      const outbox = openTab({}, connection);
      outbox.add("ses_1", "hello");
      await clock.pass(60_000);
      expect(sent).toEqual([]);

      connection.become("open");
      await flushPromises();
      expect(sent).toEqual(["hello"]);
    },
  );

  test.each(["idle", "connecting"] as const)("sends while it is %s: the call waits for it", async (state) => {
    const { openTab, sent } = openFakeBrowser();
    const connection = new FakeConnection();
    connection.become(state);
    openTab({}, connection).add("ses_1", "hello");
    await flushPromises();

    expect(sent).toEqual(["hello"]);
  });

  test("does not end its pause when the connection becomes anything but open", async () => {
    const { openTab, sent, server, clock } = openFakeBrowser();
    const connection = new FakeConnection();
    server.answer = lost;
    openTab({}, connection).add("ses_1", "hello");
    await flushPromises();
    connection.become("connecting");
    await flushPromises();
    expect(sent).toHaveLength(1);

    connection.become("open");
    await clock.pass(0);
    expect(sent).toHaveLength(2);
  });
});

describe("the entries of an outbox", () => {
  test("are in the order in which they were added, also within a millisecond", () => {
    const outbox = openFakeBrowser().openTab();
    const times = ["one", "two", "three"].map((text) => outbox.add("ses_1", text).at);

    expect(times[1]).toBe((times[0] ?? 0) + 1);
    expect(times[2]).toBe((times[0] ?? 0) + 2);
    expect(outbox.entries().map(({ text }) => text)).toEqual(["one", "two", "three"]);
  });

  test("begin with the time of the clock", async () => {
    const { openTab, clock } = openFakeBrowser();
    await clock.pass(1_000);

    expect(openTab().add("ses_1", "one").at).toBe(clock.now());
  });

  test("are listed of one conversation or of all", () => {
    const outbox = openFakeBrowser().openTab();
    outbox.add("ses_1", "one");
    outbox.add("ses_2", "two");

    expect(outbox.entries("ses_2").map(({ text }) => text)).toEqual(["two"]);
    expect(outbox.entries().map(({ text }) => text)).toEqual(["one", "two"]);
  });

  test("that have failed wait again at once on retry, with no reason", async () => {
    const { openTab, server, sent } = openFakeBrowser();
    server.answer = tooLong;
    const outbox = openTab();
    const { clientId } = outbox.add("ses_1", "long");
    await flushPromises();
    server.answer = () => new Promise(() => {});
    outbox.retry(clientId);
    await flushPromises();

    expect(outbox.entries()).toMatchObject([{ state: "waiting", reason: null }]);
    expect(sent).toEqual(["long", "long"]);
  });
});

describe("retries", () => {
  test("begin with the shortest pause again after a success", async () => {
    const { openTab, sent, server, clock } = openFakeBrowser();
    const outbox = openTab();
    server.answer = lost;
    outbox.add("ses_1", "one");
    await clock.pass(1_000);
    expect(sent).toHaveLength(2);
    let failsOnce = true;
    server.answer = async (entry) => {
      if (entry.text === "two" && failsOnce) {
        failsOnce = false;
        return await lost(entry);
      }
      return "stored";
    };
    outbox.add("ses_1", "two");
    await clock.pass(2_000);
    expect(sent.slice(2)).toEqual(["one", "two"]);
    await clock.pass(1_000);

    expect(sent.slice(2)).toEqual(["one", "two", "two"]);
  });
});

test("retrying a failed message ends the pause of those behind it", async () => {
  const { openTab, sent, server } = openFakeBrowser();
  server.answer = tooLong;
  const outbox = openTab();
  const { clientId } = outbox.add("ses_1", "long");
  await flushPromises();
  server.answer = lost;
  outbox.add("ses_1", "next");
  await flushPromises();
  expect(sent).toEqual(["long", "next"]);

  server.answer = async () => "stored";
  outbox.retry(clientId);
  await flushPromises();
  expect(sent).toEqual(["long", "next", "long", "next"]);
});

test("of the messages that were sent, the newest are shown, and not without a limit", async () => {
  const outbox = openFakeBrowser().openTab();
  for (let count = 1; count <= 30; count += 1) {
    outbox.add("ses_1", String(count));
    await flushPromises();
  }

  expect(outbox.entries().map(({ text }) => Number(text))).toEqual(
    Array.from({ length: 21 }, (_, at) => at + 10),
  );
});

test("a message fails at its fourth server error, not counting those of the messages before it", async () => {
  const { openTab, sent, server, clock } = openFakeBrowser();
  let answers = 0;
  server.answer = (entry) =>
    (answers += 1) > 1 && entry.text === "one" ? Promise.resolve() : serverError(entry);
  const outbox = openTab();
  for (const text of ["one", "two"]) outbox.add("ses_1", text);
  await clock.pass(60_000);

  expect(sent).toEqual(["one", "one", "two", "two", "two", "two"]);
  expect(unsent(outbox)).toMatchObject([{ text: "two", state: "failed", reason: "server-error" }]);
});

test("tabs wait for each other within a conversation, and not across conversations", async () => {
  const locks = fakeLocks();
  const { openTab, server } = openFakeBrowser(locks);
  server.answer = () => new Promise(() => {});
  const outbox = openTab();
  for (const scope of ["ses_1", "ses_2"]) outbox.add(scope, "hello");
  await flushPromises();

  expect([...locks.held.keys()]).toEqual(["outbox:ses_1", "outbox:ses_2"]);
});
