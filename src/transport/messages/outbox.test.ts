import { describe, expect, test } from "bun:test";
import { flushPromises } from "../testing/manual-clock.ts";
import {
  ended,
  FakeConnection,
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
