import { describe, expect, test } from "bun:test";
import { flushPromises } from "../testing/manual-clock.ts";
import {
  ended,
  FakeConnection,
  lost,
  openFakeBrowser,
  stumbled,
  tooLong,
  tooMany,
  unsent,
} from "../testing/fake-browser.ts";

describe("an outbox", () => {
  test("sends what it is given and forgets it when it is acknowledged", async () => {
    const { openTab, sent } = openFakeBrowser();
    const outbox = openTab();
    const entry = outbox.add("ses_1", "hello");
    expect(outbox.entries()).toEqual([entry]);
    await flushPromises();

    expect(sent).toEqual(["hello"]);
    expect(unsent(outbox)).toEqual([]);
  });

  test("shows an acknowledged one as sent for as long as the page lives, and keeps it no longer", async () => {
    const { openTab, storage } = openFakeBrowser();
    const outbox = openTab();
    const entry = outbox.add("ses_1", "hello");
    await flushPromises();

    expect(outbox.entries()).toEqual([{ ...entry, state: "sent" }]);
    expect(storage.items.size).toBe(0);
    expect(openTab().entries()).toEqual([]);
  });

  test("keeps the order of a conversation, one at a time", async () => {
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

  test("lets no conversation wait for another", async () => {
    const { openTab, sent, server } = openFakeBrowser();
    server.answer = (entry) => (entry.scope === "ses_1" ? new Promise(() => {}) : Promise.resolve());
    const outbox = openTab();
    outbox.add("ses_1", "stuck");
    outbox.add("ses_2", "free");
    await flushPromises();

    expect(sent).toEqual(["stuck", "free"]);
    expect(unsent(outbox).map(({ text }) => text)).toEqual(["stuck"]);
  });

  test("holds back the next while one is unanswered, and tries again after 1 to 2, 2 to 4, 4 to 8 s", async () => {
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

  test("keeps an unanswered one waiting for as long as it takes", async () => {
    const { openTab, server, clock } = openFakeBrowser();
    server.answer = lost;
    const outbox = openTab();
    outbox.add("ses_1", "patience");
    await clock.pass(3_600_000);

    expect(outbox.entries()[0]).toMatchObject({ state: "waiting", reason: null });
  });

  test("marks a refused one and goes on with the next", async () => {
    const { openTab, sent, server } = openFakeBrowser();
    server.answer = (entry) => (entry.text === "long" ? tooLong(entry) : Promise.resolve());
    const outbox = openTab();
    outbox.add("ses_1", "long");
    outbox.add("ses_1", "short");
    await flushPromises();

    expect(sent).toEqual(["long", "short"]);
    expect(unsent(outbox)).toMatchObject([{ text: "long", state: "failed", reason: "message-too-long" }]);
  });

  test("keeps the words that came too late, and says so", async () => {
    const { openTab, server } = openFakeBrowser();
    server.answer = ended;
    const outbox = openTab();
    outbox.add("ses_1", "too late");
    await flushPromises();

    expect(outbox.entries()).toMatchObject([{ text: "too late", state: "failed", reason: "session-ended" }]);
  });

  test("waits as long as the server asks, and fails nothing for it", async () => {
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

  test("does not let one that upsets the server stand in the way for ever", async () => {
    const { openTab, sent, server, clock } = openFakeBrowser();
    server.answer = (entry) => (entry.text === "poison" ? stumbled(entry) : Promise.resolve());
    const outbox = openTab();
    outbox.add("ses_1", "poison");
    outbox.add("ses_1", "food");
    await clock.pass(1_000 + 2_000 + 4_000);

    expect(sent).toEqual(["poison", "poison", "poison", "poison", "food"]);
    expect(unsent(outbox)).toMatchObject([{ state: "failed", reason: "server-error" }]);
  });

  test("tries a failed one again when told to", async () => {
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

  test("forgets one when told to, even while it is under way", async () => {
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

  test("tells of every change", async () => {
    const { openTab } = openFakeBrowser();
    const seen: string[] = [];
    const outbox = openTab({ onChange: () => void seen.push(outbox.entries()[0]?.state ?? "nothing") });
    outbox.add("ses_1", "hello");
    await flushPromises();

    expect([...new Set(seen)]).toEqual(["waiting", "sent"]);
  });
});

describe("beside a link", () => {
  test("tries nothing while it is known to be down, and everything when it opens", async () => {
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

  test("does not wait out its pause when the link opens", async () => {
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
