import { expect, test } from "bun:test";
import type { PublicTurn } from "#domain/views/public-fact.ts";
import { buildConversation } from "#domain/views/public-conversation.ts";
import type { SessionId } from "#domain/model/ids.ts";
import { createMinimalTrpcClient } from "#transport/trpc/minimal-trpc-client.ts";
import { Outbox, type OutboxEntry } from "#transport/messages/outbox.ts";
import { KeyedStorage } from "#transport/storage/keyed-storage.ts";
import { fakeEnvironment } from "#transport/testing/fake-environment.ts";
import { flushPromises } from "#transport/testing/manual-clock.ts";
import { openTestConnection } from "#transport/testing/open-test-connection.ts";
import { widgetLanguage } from "#locales/widget-languages.ts";
import type { AppRouter } from "#server/api/router.ts";
import { initialState } from "./chat-state.ts";
import { createStore } from "./store.ts";
import { SessionController } from "./session-controller.ts";

/** A session on the screen, whose server, clock and network are the test. */
function openTalk() {
  const { link, clock, last } = openTestConnection();
  const { world } = fakeEnvironment({}, clock);
  const session = { id: "ses_1" as const, no: 0, talk: buildConversation([]), read: 0, seen: 0 };
  const store = createStore({ ...initialState, session }, () => {});
  const outbox = new Outbox<SessionId>(
    { storage: new KeyedStorage<OutboxEntry<SessionId>>("", world), connection: link, send: async () => {} },
    world,
  );
  const api = createMinimalTrpcClient<AppRouter>(link);
  const { strings } = widgetLanguage(["en"]);
  const talk = new SessionController({ api, store, outbox, strings, onStale() {} });
  const connect = async () => {
    last().open();
    await flushPromises();
  };
  const asked = () =>
    last()
      .calls()
      .map(({ params }) => params.path);
  const showTurn = (turn: PublicTurn | null) =>
    store.set({ session: { ...session, talk: { ...session.talk, turn } } });
  return { talk, clock, connect, asked, last, showTurn };
}

test("a wish made without a connection waits for one, however long that takes", async () => {
  const { talk, clock, connect, asked } = openTalk();
  talk.request("end");
  await clock.pass(60_000);
  await connect();

  expect(asked()).toEqual(["session.end"]);
});

test("a wish that is lost with its connection is made again on the next", async () => {
  const { talk, clock, connect, asked, last } = openTalk();
  talk.request("askPerson");
  await connect();
  last().lose();
  await clock.pass(1_000);
  await connect();

  expect(asked()).toEqual(["session.askPerson"]);
});

test("a wish that is refused is not made again", async () => {
  const { talk, clock, connect, asked, last } = openTalk();
  talk.request("keepOpen");
  await connect();
  const data = { code: "CONFLICT", httpStatus: 409, refusal: "session-ended" };
  last().say({ id: last().calls()[0]?.id, error: { code: -32009, message: "over", data } });
  await clock.pass(6_000);

  expect(asked()).toEqual(["session.keepOpen"]);
});

test("a wish ends with its session", async () => {
  const { talk, clock, connect, asked } = openTalk();
  talk.request("end");
  talk.leave();
  await clock.pass(60_000);
  await connect();

  expect(asked()).toEqual([]);
});

test("a stop that comes late stops no other answer", async () => {
  const { talk, clock, connect, asked, showTurn } = openTalk();
  showTurn({ turnId: "trn_1", startedAt: 0 });
  talk.request("stopBot");
  showTurn({ turnId: "trn_2", startedAt: 0 });
  await clock.pass(60_000);
  await connect();

  expect(asked()).toEqual([]);
});
