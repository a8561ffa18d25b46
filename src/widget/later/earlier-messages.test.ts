import { expect, test } from "bun:test";
import { buildConversation } from "#domain/views/public-conversation.ts";
import type { CustomerSession } from "#domain/views/customer-state.ts";
import { createMinimalTrpcClient } from "#transport/trpc/minimal-trpc-client.ts";
import { flushPromises } from "#transport/testing/manual-clock.ts";
import { openTestConnection } from "#transport/testing/open-test-connection.ts";
import { later as strings } from "#language/widget-later.ts";
import type { AppRouter } from "#server/api/router.ts";
import { initialState } from "../chat/chat-state.ts";
import { createStore } from "../chat/store.ts";
import { loadEarlier } from "./earlier-messages.ts";

const EARLIER = { no: 101, own: 60, ours: 40 };

/** Opens a session with a page before it, with the server under the test's control. */
async function openSession() {
  const { connection, last } = openTestConnection();
  const api = createMinimalTrpcClient<AppRouter>(connection);
  const talk = buildConversation([]);
  const session: CustomerSession = { id: "ses_1", no: 0, talk, read: -10, seen: -20, earlier: EARLIER };
  const said: string[] = [];
  const store = createStore({ ...initialState, session }, () => said.push(store.get().status));
  const queried = () =>
    last()
      .calls()
      .filter(({ params }) => params.path === "session.earlier");
  const show = () => void loadEarlier({ api, store });
  show();
  last().open();
  await flushPromises();
  return {
    store,
    session,
    queried,
    said,
    show,
    answer: async (data: unknown) => {
      last().receive({ id: queried().at(-1)?.id, result: { type: "data", data } });
      await flushPromises();
    },
    fail: async () => {
      const data = { code: "INTERNAL_SERVER_ERROR", httpStatus: 500 };
      last().receive({ id: queried().at(-1)?.id, error: { code: -32603, message: "broken", data } });
      await flushPromises();
    },
  };
}

const MESSAGE = {
  clientId: "c1",
  author: { kind: "customer" },
  text: "Hi",
  sentAt: 1,
  sources: [],
  stopped: false,
};

function page(no: number, earlier: CustomerSession["earlier"]) {
  return { entries: [{ kind: "message", no, at: 1, message: MESSAGE }], own: 60, ours: 40, earlier };
}

test("the page before the loaded messages is asked for once, and shown with its counts", async () => {
  const { queried, show, answer, store } = await openSession();
  show();
  expect(queried().map(({ params }) => params.input)).toEqual([{ sessionId: "ses_1", before: EARLIER }]);

  const loaded = page(2, null);
  await answer(loaded);
  show();

  expect(store.get()).toMatchObject({
    session: { talk: { entries: loaded.entries }, prepended: 1, read: 30, seen: 40, earlier: null },
    status: strings.$earlierSaid,
  });
  expect(queried()).toHaveLength(1);
});

test("each page is announced, also the second", async () => {
  const { show, answer, said } = await openSession();
  await answer(page(90, { no: 51, own: 30, ours: 20 }));
  show();
  await flushPromises();
  await answer(page(40, null));

  expect(said.filter((status, at) => status !== said[at - 1])).toEqual([
    "",
    strings.$earlierSaid,
    "",
    strings.$earlierSaid,
  ]);
});

test("a page that could not be loaded can be asked for again", async () => {
  const { show, fail, queried, store } = await openSession();
  await fail();
  show();
  await flushPromises();

  expect(queried()).toHaveLength(2);
  expect(store.get().session?.earlier).toBe(EARLIER);
});

test("a page is dropped if the session was loaded again meanwhile", async () => {
  const { answer, store, session } = await openSession();
  const again = { ...session, earlier: { ...EARLIER } };
  store.set({ session: again });
  await answer(page(2, null));

  expect(store.get().session).toBe(again);
});
