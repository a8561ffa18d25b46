import { describe, expect, test } from "bun:test";
import type { AgentItem } from "#domain/views/team-view.ts";
import { findCustomersByEmail } from "../db/customers/customers.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { RawClient } from "../http/testing/raw-websocket-client.ts";
import { startMachines } from "../testing/test-instances.ts";
import { ADMIN, startWorld, until, type World } from "../testing/test-server.ts";

const PATIENCE = 60_000;
const UNAUTHORIZED = 4401;
const CANARY = "Zanzibarfink";

/** A customer with a widget open on this machine, its socket bare so that one sees how it ends. */
async function walkIn(world: World) {
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  const email = `${CANARY}@example.com`;
  const { token, sessionId } = await world.visitor().session.open.mutate({ key, name: CANARY, email });
  const customer = world.visitor(token);
  const said = { sessionId, clientId: crypto.randomUUID(), text: `I am ${CANARY}` };
  await customer.message.send.mutate(said);
  const widget = new RawClient(`${world.origin.replace("http", "ws")}/trpc?connectionParams=1`, {
    origin: world.origin,
  });
  await until(() => widget.status === 101);
  widget.send(JSON.stringify({ method: "connectionParams", data: { widgetKey: world.widgetKey, token } }));
  const follow = { path: "session.watch", input: { sessionId, after: 0 } };
  widget.send(JSON.stringify({ id: 1, method: "subscription", params: follow }));
  await until(() => widget.texts.some((text) => text.includes(CANARY)));
  return { token, sessionId, widget, key };
}

async function customerIdOf({ house: { store } }: World) {
  const [row] = await store.db.select().from(store.tables.customer);
  if (row === undefined) throw new Error("nobody walked in");
  return row.id;
}

/** How a call with this token is answered, on a connection of its own. */
async function statusOf(world: World, token: string, path: string): Promise<number> {
  const headers = {
    origin: world.origin,
    "x-widget-key": world.widgetKey,
    authorization: `Bearer ${token}`,
  };
  return (await fetch(`${world.origin}/trpc/${path}`, { headers })).status;
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}`, () => {
    test("an erased customer's widget is shown out, their token opens nothing, and agents hear of it", async () => {
      await using world = await startWorld(await engine.open());
      const ana = await world.member(ADMIN);
      const { token, widget } = await walkIn(world);
      const customerId = await customerIdOf(world);
      const { no } = await ana.agent.inbox.query();
      const heard: AgentItem[] = [];
      ana.agent.watch.subscribe({ after: no }, { onData: ({ data }) => void heard.push(data) });
      expect(await ana.privacy.ofCustomer.query({ customerId })).toMatchObject({ chats: 1 });

      expect(await ana.privacy.eraseCustomer.mutate({ customerId })).toEqual({ chats: 1 });

      await until(() => widget.closeCode !== null);
      expect(widget.closeCode).toBe(UNAUTHORIZED);
      await until(() => heard.some(({ facts }) => facts.some(({ fact }) => fact.kind === "erased")));
      expect(await statusOf(world, token, "session.current")).toBe(401);
      const shown = [
        await ana.agent.inbox.query(),
        await ana.agent.look.mutate({ customerIds: [customerId] }),
        await ana.agent.chattedWith.query({ before: null }),
      ];
      expect(JSON.stringify(shown)).not.toContain(CANARY);
    });

    test("whoever follows from before an erasure is sent nothing of the erased, and no hole", async () => {
      await using world = await startWorld(await engine.open());
      const ana = await world.member(ADMIN);
      const { no } = await ana.agent.inbox.query();
      await walkIn(world);
      await ana.privacy.eraseCustomer.mutate({ customerId: await customerIdOf(world) });
      const items: AgentItem[] = [];

      ana.agent.watch.subscribe({ after: no }, { onData: ({ data }) => void items.push(data) });

      await until(() => items.some(({ facts }) => facts.some(({ fact }) => fact.kind === "erased")));
      expect(items.map(({ prev }) => prev)).toEqual([no, ...items.slice(0, -1).map((item) => item.no)]);
      expect(JSON.stringify(items)).not.toContain(CANARY);
    });

    test("a customer is found by the address they gave, capitals or not, in one's own company only", async () => {
      await using world = await startWorld(await engine.open());
      const ana = await world.member(ADMIN);
      await walkIn(world);
      const id = await customerIdOf(world);

      const found = await ana.privacy.find.query({ email: ` ${CANARY.toUpperCase()}@EXAMPLE.com` });

      expect(found).toMatchObject([{ customer: { id, name: CANARY }, chats: 1 }]);
      expect(await ana.privacy.find.query({ email: "fink@example.com" })).toEqual([]);
      expect(await ana.privacy.find.query({ email: "%" })).toEqual([]);
      const { store } = world.house;
      expect(await findCustomersByEmail(store, "org_other", `${CANARY}@example.com`)).toEqual([]);
    });

    test("who comes back with the same browser is a new customer without a past", async () => {
      await using world = await startWorld(await engine.open());
      const ana = await world.member(ADMIN);
      const { key } = await walkIn(world);
      await ana.privacy.eraseCustomer.mutate({ customerId: await customerIdOf(world) });

      const form = { key, name: "Kim", email: "kim@example.com" };
      const { token } = await world.visitor().session.open.mutate(form);

      const state = await world.visitor(token).session.current.query();
      expect(state.customer).toMatchObject({ name: "Kim" });
      expect(state.ended).toBeNull();
      expect(state.session?.talk.entries).toEqual([]);
    });
  });
}

test(
  "a widget on another machine is shown out as well, even where word between machines is lost",
  async () => {
    await using machines = await startMachines(2);
    const [here, there] = machines.all;
    if (here === undefined || there === undefined) throw new Error("two");
    const ana = await here.member(ADMIN);
    const [heard, deaf] = [await walkIn(there), await walkIn(there)];
    const { customer } = here.house.store.tables;
    const [one, other] = await here.house.store.db.select().from(customer);

    await ana.privacy.eraseCustomer.mutate({ customerId: one?.id ?? "cus_" });
    await until(() => [heard, deaf].some(({ widget }) => widget.closeCode === UNAUTHORIZED));
    await here.house.wire.close();
    await ana.privacy.eraseCustomer.mutate({ customerId: other?.id ?? "cus_" });

    await until(() => [heard, deaf].every(({ widget }) => widget.closeCode === UNAUTHORIZED));
  },
  PATIENCE,
);
