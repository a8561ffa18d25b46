import { expect, test } from "bun:test";
import { publicNameOf } from "#domain/model/member.ts";
import type { PublicTurn } from "#domain/views/public-fact.ts";
import { buildConversation } from "#domain/views/public-conversation.ts";
import type { CustomerSession } from "#domain/views/customer-state.ts";
import type { SessionId } from "#domain/model/ids.ts";
import { createMinimalTrpcClient } from "#transport/trpc/minimal-trpc-client.ts";
import { Outbox, type OutboxEntry } from "#transport/messages/outbox.ts";
import { KeyedStorage } from "#transport/storage/keyed-storage.ts";
import { fakeEnvironment } from "#transport/testing/fake-environment.ts";
import { flushPromises } from "#transport/testing/manual-clock.ts";
import { openTestConnection } from "#transport/testing/open-test-connection.ts";
import { widget as strings } from "#language/widget.ts";
import type { AppRouter } from "#server/api/router.ts";
import { applyEphemeralEventToState } from "./apply-fact-to-state.ts";
import { initialState } from "./chat-state.ts";
import { createStore } from "./store.ts";
import { SessionController } from "./session-controller.ts";

/** Opens a session on the screen, with server, clock and network under the test's control. */
function openSession() {
  const { connection, clock, last } = openTestConnection();
  const { environment } = fakeEnvironment({}, clock);
  const session: CustomerSession = { id: "ses_1", no: 0, talk: buildConversation([]), read: 0, seen: 0 };
  const store = createStore({ ...initialState, session }, () => {});
  const outbox = new Outbox<SessionId>(
    {
      storage: new KeyedStorage<OutboxEntry<SessionId>>("", environment),
      connection,
      send: async () => {},
    },
    environment,
  );
  const api = createMinimalTrpcClient<AppRouter>(connection);
  const controller = new SessionController({ api, store, outbox, strings, onStale() {} });
  const connect = async () => {
    last().open();
    await flushPromises();
  };
  const requested = () =>
    last()
      .calls()
      .map(({ params }) => params.path);
  const showTurn = (turn: PublicTurn | null) =>
    store.set({ session: { ...session, talk: { ...session.talk, turn } } });
  return { controller, clock, connect, requested, last, showTurn, store, session };
}

test("a request made without a connection waits for one, without a limit", async () => {
  const { controller, clock, connect, requested } = openSession();
  controller.request("end");
  await clock.pass(60_000);
  await connect();

  expect(requested()).toEqual(["session.end"]);
});

test("a request that is lost with its connection is sent again on the next", async () => {
  const { controller, clock, connect, requested, last } = openSession();
  controller.request("askPerson");
  await connect();
  last().lose();
  await clock.pass(1_000);
  await connect();

  expect(requested()).toEqual(["session.askPerson"]);
});

test("a refused request is not sent again", async () => {
  const { controller, clock, connect, requested, last } = openSession();
  controller.request("keepOpen");
  await connect();
  const data = { code: "CONFLICT", httpStatus: 409, refusal: "session-ended" };
  last().receive({ id: last().calls()[0]?.id, error: { code: -32009, message: "over", data } });
  await clock.pass(6_000);

  expect(requested()).toEqual(["session.keepOpen"]);
});

test("a request is dropped with its session", async () => {
  const { controller, clock, connect, requested } = openSession();
  controller.request("end");
  controller.clearSession();
  await clock.pass(60_000);
  await connect();

  expect(requested()).toEqual([]);
});

test("a late stop does not stop another answer", async () => {
  const { controller, clock, connect, requested, showTurn } = openSession();
  showTurn({ turnId: "trn_1", startedAt: 0 });
  controller.request("stopBot");
  showTurn({ turnId: "trn_2", startedAt: 0 });
  await clock.pass(60_000);
  await connect();

  expect(requested()).toEqual([]);
});

/** Shows a message of Ada's, and reads it. Returns what was reported. */
async function readAnswer(
  { controller, connect, last, store }: ReturnType<typeof openSession>,
  session: CustomerSession,
) {
  const author = { kind: "member", name: publicNameOf({ name: "Ada" }) } as const;
  const message = { clientId: "c1", author, text: "Hi", sentAt: 1, sources: [], stopped: false };
  const entry = { kind: "message", no: 102, at: 1, message } as const;
  const talk = { ...session.talk, entries: [...session.talk.entries, entry] };
  store.set({ session: { ...session, talk }, window: { open: true, full: false } });
  Object.assign(globalThis, { document: { hidden: false } });
  try {
    controller.markRead();
  } finally {
    Reflect.deleteProperty(globalThis, "document");
  }
  await connect();
  return last()
    .calls()
    .find(({ params }) => params.path === "message.read")?.params.input;
}

test("what was seen is reported and counted from the first message of the chat", async () => {
  const opened = openSession();
  const earlier = { no: 101, own: 60, ours: 40 };
  const read = await readAnswer(opened, { ...opened.session, read: -10, seen: -20, earlier });
  expect(read).toEqual({ sessionId: "ses_1", count: 41 });

  const event = { kind: "read", sessionId: "ses_1", count: 62 } as const;
  expect(applyEphemeralEventToState(opened.store.get(), event as never, strings, 0)).toMatchObject({
    session: { seen: 2 },
  });
});

test("what was seen of mail is counted without the sessions before it, loaded or not", async () => {
  const earlier = { sessionId: "ses_0", no: 101, own: 60, ours: 40 } as const;
  const unloaded = openSession();
  expect(await readAnswer(unloaded, { ...unloaded.session, earlier })).toEqual({
    sessionId: "ses_1",
    count: 1,
  });

  const loaded = openSession();
  const author = { kind: "bot", name: "Chatbot" } as const;
  const message = { clientId: "c0", author, text: "Hello", sentAt: 1, sources: [], stopped: false };
  const talk = { ...loaded.session.talk, entries: [{ kind: "message", no: 2, at: 1, message }] as const };
  const older = { own: 3, ours: 1 };
  const read = await readAnswer(loaded, { ...loaded.session, talk, earlier, older, read: 1, seen: 3 });
  expect(read).toEqual({ sessionId: "ses_1", count: 1 });

  const event = { kind: "read", sessionId: "ses_1", count: 2 } as const;
  expect(applyEphemeralEventToState(loaded.store.get(), event as never, strings, 0)).toMatchObject({
    session: { seen: 5 },
  });
});
