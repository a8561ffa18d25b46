import { expect, test } from "bun:test";
import { publicNameOf } from "#domain/model/member.ts";
import { buildConversation } from "#domain/views/public-conversation.ts";
import { createMinimalTrpcClient } from "#transport/trpc/minimal-trpc-client.ts";
import { KeyedStorage } from "#transport/storage/keyed-storage.ts";
import { FakeStorage } from "#transport/testing/fake-storage.ts";
import { fakeEnvironment } from "#transport/testing/fake-environment.ts";
import { flushPromises } from "#transport/testing/manual-clock.ts";
import { openTestConnection } from "#transport/testing/open-test-connection.ts";
import { widget as strings } from "#language/widget.ts";
import type { AppRouter } from "#server/api/router.ts";
import { ChatController, CUSTOMER_KEY } from "./chat-controller.ts";
import type { StoredCustomer } from "./stored-customer.ts";

const CHAT = { id: "ses_2", no: 0, talk: buildConversation([]), read: 0, seen: 0 };
const WHO = { name: "Maria", email: "maria@example.com" };
const MARIA = { who: WHO, key: "k1", token: "t1", actedAt: 1 };
const MAIL = {
  sessionId: "ses_1",
  no: 1,
  entries: [],
  own: 0,
  ours: 0,
  read: 0,
  seen: 0,
  ended: null,
  earlier: null,
  unseenBefore: 0,
};

/** Opens the chat of a customer whom Ana has answered, and another tab, with the server under the test's control. */
async function openChat(stored: StoredCustomer = MARIA) {
  const browser = new FakeStorage();
  const storageOfTab = () =>
    new KeyedStorage<StoredCustomer>("switchboard:", fakeEnvironment(browser.tab()).environment);
  const [storage, otherTab] = [storageOfTab(), storageOfTab()];
  otherTab.write(CUSTOMER_KEY, stored);
  const { connection, clock, sockets } = openTestConnection();
  const chat = new ChatController({
    api: createMinimalTrpcClient<AppRouter>(connection),
    connection,
    storage,
    strings,
    askOnce: () => Promise.reject(new Error("not asked")),
    postToParentPage() {},
    onChange() {},
  });
  const answered = { from: publicNameOf({ name: "Ana" }), count: 1 };
  const state = { now: 0, customer: { id: "cus_1", ...WHO }, session: null, ended: null, answered };
  const server: Record<string, unknown> = { "session.current": state, "session.thread": MAIL };
  const answeredCalls = new Set<unknown>();
  /** Answers what is asked, but for the procedures named. */
  const serve = async (...held: string[]) => {
    for (let round = 0; round < 9; round += 1) {
      await clock.pass(200);
      const socket = sockets.at(-1);
      if (socket?.readyState === 0) socket.open();
      await flushPromises();
      for (const call of socket?.calls() ?? []) {
        const { id, params } = call;
        const key = `${sockets.length} ${id}`;
        if (answeredCalls.has(key) || !(params?.path in server) || held.includes(params.path)) continue;
        answeredCalls.add(key);
        socket?.answer(id, server[params.path]);
      }
      await flushPromises();
    }
  };
  chat.connect();
  await serve();
  return { chat, otherTab, serve, server, state };
}

test("mail that another tab looks at is loaded anew, without telling that tab to do the same", async () => {
  const { chat, otherTab, serve, server } = await openChat();
  void chat.openThread();
  await serve();
  const opened = otherTab.read(CUSTOMER_KEY)?.actedAt ?? 0;
  expect(opened).toBeGreaterThan(MARIA.actedAt);

  server["session.thread"] = { ...MAIL, no: 2 };
  otherTab.write(CUSTOMER_KEY, { ...MARIA, actedAt: 2 });
  await serve();

  expect(chat.store.get()).toMatchObject({ stage: "thread", session: { no: 2 } });
  expect(otherTab.read(CUSTOMER_KEY)?.actedAt).toBe(2);
});

/** What the screen shows of the customer. */
function shownCustomer({ store }: ChatController) {
  const { who, formEdits, answered, draft } = store.get();
  return { who, formEdits, answered, draft };
}

test("a customer who is forgotten in another tab is forgotten in this one, with all they typed", async () => {
  const { chat, otherTab, serve } = await openChat();
  chat.store.set({ formEdits: { name: "Marie" }, draft: "My order" });
  expect(shownCustomer(chat)).toMatchObject({ who: WHO, answered: { count: 1 } });

  otherTab.write(CUSTOMER_KEY, null);
  await serve();

  expect(chat.store.get().stage).toBe("form");
  expect(shownCustomer(chat)).toEqual({ who: null, formEdits: {}, answered: null, draft: "" });
});

test("a customer whose token has expired is asked with their details, until they are forgotten", async () => {
  const { chat, otherTab, serve } = await openChat();
  otherTab.write(CUSTOMER_KEY, { ...MARIA, token: undefined, actedAt: 0 });
  await serve();
  expect(shownCustomer(chat)).toMatchObject({ who: WHO });

  otherTab.write(CUSTOMER_KEY, null);
  await serve();
  expect(shownCustomer(chat)).toMatchObject({ who: null });
});

test("what somebody types who was never a customer stays when another tab stores something", async () => {
  const { chat, otherTab, serve } = await openChat({});
  otherTab.write(CUSTOMER_KEY, null);
  await serve();
  chat.store.set({ formEdits: { name: "Jo" }, draft: "Hello", starting: "failed" });

  otherTab.write("draft", {});
  await serve();

  expect(chat.store.get()).toMatchObject({ formEdits: { name: "Jo" }, draft: "Hello", starting: "failed" });
});

test("mail that arrives after a chat was started in another tab does not take its place", async () => {
  const { chat, otherTab, serve, server, state } = await openChat();
  void chat.openThread();
  await serve("session.thread");
  server["session.current"] = { ...state, session: CHAT, answered: null };
  otherTab.write(CUSTOMER_KEY, { ...MARIA, actedAt: 2 });
  await serve("session.thread");
  expect(chat.store.get()).toMatchObject({ stage: "chat", session: { id: CHAT.id } });

  await serve();

  expect(chat.store.get()).toMatchObject({ stage: "chat", session: { id: CHAT.id } });
  expect(otherTab.read(CUSTOMER_KEY)?.actedAt).toBe(2);
});

test("mail that is loaded anew does not come back once the form for a new chat was asked for", async () => {
  const { chat, otherTab, serve } = await openChat();
  void chat.openThread();
  await serve();
  otherTab.write(CUSTOMER_KEY, { ...MARIA, actedAt: 2 });
  await serve("session.thread");
  chat.showStartForm();

  await serve();

  expect(chat.store.get().stage).toBe("form");
});
