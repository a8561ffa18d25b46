import { describe, expect, test } from "bun:test";
import { findCustomersByEmail } from "../db/customers/customers.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { RawWebSocketClient } from "../http/testing/raw-websocket-client.ts";
import { startTestInstances } from "../testing/test-instances.ts";
import { ADMIN, startTestServer, until, type TestServer } from "../testing/test-server.ts";
import type { AgentFeedItem } from "#domain/views/inbox.ts";

const PATIENCE = 60_000;
const UNAUTHORIZED = 4401;
const CANARY = "Zanzibarfink";

/** Opens a widget on this instance for a new customer, with a raw socket to observe how it is closed. */
async function walkIn(server: TestServer) {
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  const email = `${CANARY}@example.com`;
  const { token, sessionId } = await server.customer().session.open.mutate({ key, name: CANARY, email });
  const customer = server.customer(token);
  const said = { sessionId, clientId: crypto.randomUUID(), text: `I am ${CANARY}` };
  await customer.message.send.mutate(said);
  const widget = new RawWebSocketClient(`${server.origin.replace("http", "ws")}/trpc?connectionParams=1`, {
    origin: server.origin,
  });
  await until(() => widget.status === 101);
  widget.send(JSON.stringify({ method: "connectionParams", data: { widgetKey: server.widgetKey, token } }));
  const follow = { path: "session.watch", input: { sessionId, after: 0 } };
  widget.send(JSON.stringify({ id: 1, method: "subscription", params: follow }));
  await until(() => widget.texts.some((text) => text.includes(CANARY)));
  return { token, sessionId, widget, key };
}

async function customerIdOf({ composition: { store } }: TestServer) {
  const [row] = await store.db.select().from(store.tables.customer);
  if (row === undefined) throw new Error("there is no customer");
  return row.id;
}

/** The status of a call with this token, on a new connection. */
async function statusOf(server: TestServer, token: string, path: string): Promise<number> {
  const headers = {
    origin: server.origin,
    "x-widget-key": server.widgetKey,
    authorization: `Bearer ${token}`,
  };
  return (await fetch(`${server.origin}/trpc/${path}`, { headers })).status;
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}`, () => {
    test("an erased customer's widget is shown out, their token opens nothing, and agents hear of it", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      const { token, widget } = await walkIn(server);
      const customerId = await customerIdOf(server);
      const { no } = await ana.agent.inbox.query();
      const items: AgentFeedItem[] = [];
      ana.agent.watch.subscribe({ after: no }, { onData: ({ data }) => void items.push(data) });
      expect(await ana.privacy.ofCustomer.query({ customerId })).toMatchObject({ chats: 1 });

      expect(await ana.privacy.eraseCustomer.mutate({ customerId })).toEqual({ chats: 1 });

      await until(() => widget.closeCode !== null);
      expect(widget.closeCode).toBe(UNAUTHORIZED);
      await until(() => items.some(({ facts }) => facts.some(({ fact }) => fact.kind === "erased")));
      expect(await statusOf(server, token, "session.current")).toBe(401);
      const shown = [
        await ana.agent.inbox.query(),
        await ana.agent.look.mutate({ customerIds: [customerId] }),
        await ana.agent.chattedWith.query({ before: null }),
      ];
      expect(JSON.stringify(shown)).not.toContain(CANARY);
    });

    test("whoever follows from before an erasure is sent nothing of the erased, and no hole", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      const { no } = await ana.agent.inbox.query();
      await walkIn(server);
      await ana.privacy.eraseCustomer.mutate({ customerId: await customerIdOf(server) });
      const items: AgentFeedItem[] = [];

      ana.agent.watch.subscribe({ after: no }, { onData: ({ data }) => void items.push(data) });

      await until(() => items.some(({ facts }) => facts.some(({ fact }) => fact.kind === "erased")));
      expect(items.map(({ prev }) => prev)).toEqual([no, ...items.slice(0, -1).map((item) => item.no)]);
      expect(JSON.stringify(items)).not.toContain(CANARY);
    });

    test("a customer is found by the address they gave, capitals or not, in one's own company only", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      await walkIn(server);
      const id = await customerIdOf(server);

      const found = await ana.privacy.find.query({ email: ` ${CANARY.toUpperCase()}@EXAMPLE.com` });

      expect(found).toMatchObject([{ customer: { id, name: CANARY }, chats: 1 }]);
      expect(await ana.privacy.find.query({ email: "fink@example.com" })).toEqual([]);
      expect(await ana.privacy.find.query({ email: "%" })).toEqual([]);
      const { store } = server.composition;
      expect(await findCustomersByEmail(store, "org_other", `${CANARY}@example.com`)).toEqual([]);
    });

    test("who comes back with the same browser is a new customer without a past", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      const { key } = await walkIn(server);
      await ana.privacy.eraseCustomer.mutate({ customerId: await customerIdOf(server) });

      const form = { key, name: "Kim", email: "kim@example.com" };
      const { token } = await server.customer().session.open.mutate(form);

      const state = await server.customer(token).session.current.query();
      expect(state.customer).toMatchObject({ name: "Kim" });
      expect(state.ended).toBeNull();
      expect(state.session?.talk.entries).toEqual([]);
    });
  });
}

test(
  "a widget on another machine is shown out as well, even where word between machines is lost",
  async () => {
    await using instances = await startTestInstances(2);
    const [here, there] = instances.all;
    if (here === undefined || there === undefined) throw new Error("two");
    const ana = await here.member(ADMIN);
    const [notified, unnotified] = [await walkIn(there), await walkIn(there)];
    const { customer } = here.composition.store.tables;
    const [one, other] = await here.composition.store.db.select().from(customer);

    await ana.privacy.eraseCustomer.mutate({ customerId: one?.id ?? "cus_" });
    await until(() => [notified, unnotified].some(({ widget }) => widget.closeCode === UNAUTHORIZED));
    await here.composition.peerChannel.close();
    await ana.privacy.eraseCustomer.mutate({ customerId: other?.id ?? "cus_" });

    await until(() => [notified, unnotified].every(({ widget }) => widget.closeCode === UNAUTHORIZED));
  },
  PATIENCE,
);
