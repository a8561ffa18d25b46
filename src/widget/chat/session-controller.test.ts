import { expect, test } from "bun:test";
import type { PublicTurn } from "#domain/views/public-fact.ts";
import { converse } from "#domain/views/public-conversation.ts";
import type { SessionId } from "#domain/model/ids.ts";
import { directClient } from "#transport/trpc/minimal-trpc-client.ts";
import { Outbox, type OutboxEntry } from "#transport/messages/outbox.ts";
import { Shelf } from "#transport/storage/keyed-storage.ts";
import { fakeWorld } from "#transport/testing/fake-environment.ts";
import { settle } from "#transport/testing/manual-clock.ts";
import { openLink } from "#transport/testing/open-test-connection.ts";
import { widgetLanguage } from "#locales/widget-languages.ts";
import type { AppRouter } from "#server/api/router.ts";
import { firstState } from "./chat-state.ts";
import { createStore } from "./store.ts";
import { Talk } from "./session-controller.ts";

/** A session on the screen, whose server, clock and network are the test. */
function openTalk() {
  const { link, clock, last } = openLink();
  const { world } = fakeWorld({}, clock);
  const session = { id: "ses_1" as const, no: 0, talk: converse([]), read: 0, seen: 0 };
  const store = createStore({ ...firstState, session }, () => {});
  const outbox = new Outbox<SessionId>(
    { shelf: new Shelf<OutboxEntry<SessionId>>("", world), link, send: async () => {} },
    world,
  );
  const api = directClient<AppRouter>(link);
  const { words } = widgetLanguage(["en"]);
  const talk = new Talk({ api, store, outbox, words, onStale() {} });
  const connect = async () => {
    last().open();
    await settle();
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
  talk.wish("end");
  await clock.pass(60_000);
  await connect();

  expect(asked()).toEqual(["session.end"]);
});

test("a wish that is lost with its connection is made again on the next", async () => {
  const { talk, clock, connect, asked, last } = openTalk();
  talk.wish("askPerson");
  await connect();
  last().lose();
  await clock.pass(1_000);
  await connect();

  expect(asked()).toEqual(["session.askPerson"]);
});

test("a wish that is refused is not made again", async () => {
  const { talk, clock, connect, asked, last } = openTalk();
  talk.wish("keepOpen");
  await connect();
  const data = { code: "CONFLICT", httpStatus: 409, refusal: "session-ended" };
  last().say({ id: last().calls()[0]?.id, error: { code: -32009, message: "over", data } });
  await clock.pass(6_000);

  expect(asked()).toEqual(["session.keepOpen"]);
});

test("a wish ends with its session", async () => {
  const { talk, clock, connect, asked } = openTalk();
  talk.wish("end");
  talk.leave();
  await clock.pass(60_000);
  await connect();

  expect(asked()).toEqual([]);
});

test("a stop that comes late stops no other answer", async () => {
  const { talk, clock, connect, asked, showTurn } = openTalk();
  showTurn({ turnId: "trn_1", startedAt: 0 });
  talk.wish("stopBot");
  showTurn({ turnId: "trn_2", startedAt: 0 });
  await clock.pass(60_000);
  await connect();

  expect(asked()).toEqual([]);
});
