import { describe, expect, test } from "bun:test";
import type { MemberId } from "#domain/model/ids.ts";
import { setRole } from "../services/team/change-member.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { REQUESTED_BY } from "../http/security/csrf.ts";
import { RawWebSocketClient } from "../http/testing/raw-websocket-client.ts";
import { turnOnSecondStep } from "../testing/turn-on-second-step.ts";
import {
  ADMIN,
  type Client,
  PASSWORD,
  startTestServer,
  until,
  type TestServer,
} from "../testing/test-server.ts";

const WITHIN_MS = 2_000;
const UNAUTHORIZED = 4401;

/** Signs a member in: a cookie, and sockets with subscriptions to everything of the company. */
async function atWork(server: TestServer, email: string, sockets = 3) {
  const cookie = await server.signIn(email);
  const clients = Array.from(
    { length: sockets },
    () =>
      new RawWebSocketClient(`${server.origin.replace("http", "ws")}/trpc`, {
        cookie,
        origin: server.origin,
      }),
  );
  for (const client of clients) {
    await until(() => client.status === 101);
    client.send('{"id":1,"method":"subscription","params":{"path":"agent.watch","input":{"after":0}}}');
    await until(() => client.texts.length > 1);
  }
  const ask = async (path: string) =>
    (await fetch(`${server.origin}/trpc/${path}`, { headers: { cookie, origin: server.origin } })).status;
  return {
    clients,
    cookie,
    ask,
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client[Symbol.asyncDispose]();
    },
  };
}

/** Waits for all sockets to be closed as unauthorized. Returns whether that was within the limit. */
async function areClosedInTime(clients: readonly RawWebSocketClient[]): Promise<boolean> {
  const before = performance.now();
  await until(() => clients.every(({ isClosed, closeCode }) => isClosed || closeCode !== null));
  expect(clients.map(({ closeCode }) => closeCode)).toEqual(clients.map(() => UNAUTHORIZED));
  return performance.now() - before < WITHIN_MS;
}

/** Sends a message in the company. Returns how many of these sockets receive it. */
async function heardAfterwards(
  server: TestServer,
  clients: readonly RawWebSocketClient[],
  admin?: Client,
): Promise<number> {
  for (const client of clients) client.texts.length = 0;
  const ana = admin ?? (await server.member(ADMIN));
  const { no } = await ana.agent.inbox.query();
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  await server.customer().session.open.mutate({ key, name: "Maria", email: "maria@example.com" });
  await until(async () => (await ana.agent.inbox.query()).no > no);
  return clients.reduce((sum, { texts }) => sum + texts.length, 0);
}

async function signOut(server: TestServer, cookie: string): Promise<void> {
  const headers = {
    cookie,
    origin: server.origin,
    "content-type": "application/json",
    [REQUESTED_BY.name]: REQUESTED_BY.value,
  };
  await fetch(`${server.origin}/api/auth/sign-out`, { method: "POST", headers, body: "{}" });
}

/** The id of the member with this address, as an admin sees it. */
async function idOf(admin: Client, address: string): Promise<MemberId> {
  const { members } = await admin.team.get.query();
  return members.find(({ email }) => email === address)?.id ?? "mem_";
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}, whose rights end or change is cut off within two seconds:`, () => {
    test("who signs out loses the sockets of that sign-in, and keeps another device", async () => {
      await using server = await startTestServer(await engine.open());
      const ben = await server.addAgent("ben");
      await using laptop = await atWork(server, ben);
      await using phone = await atWork(server, ben, 1);

      await signOut(server, laptop.cookie);

      expect(await areClosedInTime(laptop.clients)).toBe(true);
      expect(await heardAfterwards(server, laptop.clients)).toBe(0);
      expect([await laptop.ask("agent.me"), await phone.ask("agent.me")]).toEqual([401, 200]);
      expect(phone.clients.some(({ isClosed }) => isClosed)).toBe(false);
    });

    test("a changed password ends every other sign-in with its sockets, and keeps the one it was changed by", async () => {
      await using server = await startTestServer(await engine.open());
      const ben = await server.addAgent("ben");
      await using stolen = await atWork(server, ben);
      const bens = await server.member(ben);

      await bens.account.changePassword.mutate({ current: PASSWORD, next: `${PASSWORD}, longer` });

      expect(await areClosedInTime(stolen.clients)).toBe(true);
      expect(await heardAfterwards(server, stolen.clients)).toBe(0);
      expect(await stolen.ask("agent.me")).toBe(401);
      expect(await bens.agent.me.query()).toMatchObject({ member: { name: "ben" } });
    });

    test("who is let go loses every socket, and the cookie opens nothing", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      const ben = await server.addAgent("ben");
      await using work = await atWork(server, ben);
      const id = await idOf(ana, ben);

      await ana.team.setActive.mutate({ memberId: id, active: false });

      expect(await areClosedInTime(work.clients)).toBe(true);
      expect(await heardAfterwards(server, work.clients)).toBe(0);
      expect(await work.ask("agent.me")).toBe(401);
      expect(server.signIn(ben)).rejects.toThrow("401");
    });

    test("whose role changes comes back with the new one", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      const ben = await server.addAgent("ben");
      const id = await idOf(ana, ben);
      await ana.team.setRole.mutate({ memberId: id, role: "admin" });
      await using work = await atWork(server, ben);

      await ana.team.setRole.mutate({ memberId: id, role: "agent" });

      expect(await areClosedInTime(work.clients)).toBe(true);
      const bens = await server.member(ben);
      await expect(bens.settings.turnSwitch.mutate({ answers: "agents" })).rejects.toMatchObject({
        data: { code: "FORBIDDEN" },
      });
    });

    test("an admin whom another machine has just made an agent changes nothing more, on the socket they have", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      const ben = await server.addAgent("ben");
      const id = await idOf(ana, ben);
      await ana.team.setRole.mutate({ memberId: id, role: "admin" });
      const bens = await server.member(ben);
      const { orgId } = await bens.agent.me.query();

      // Change the row as another instance would, without a notice to this one.
      await setRole({ services: server.composition.services, orgId, by: id }, id, "agent");

      await expect(bens.settings.turnSwitch.mutate({ answers: "agents" })).rejects.toMatchObject({
        data: { code: "FORBIDDEN" },
      });
    });

    test("whoever has no second step once the company requires one may do nothing but set it up", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      const ben = await server.addAgent("ben");
      await using work = await atWork(server, ben);
      await turnOnSecondStep(ana);

      await ana.team.requireSecondStep.mutate({ required: true });

      expect(await areClosedInTime(work.clients)).toBe(true);
      expect(await heardAfterwards(server, work.clients, ana)).toBe(0);
      expect([await work.ask("agent.me"), await work.ask("account.secondStep")]).toEqual([403, 200]);
      const bens = await server.member(ben);
      const needed = { data: { code: "FORBIDDEN", refusal: "second-step-needed" } };
      await expect(bens.agent.inbox.query()).rejects.toMatchObject(needed);
      await expect(bens.team.get.query()).rejects.toMatchObject(needed);
      const aimed = { sessionId: "ses_1", clientId: crypto.randomUUID(), text: "Hi" } as const;
      await expect(bens.message.reply.mutate(aimed)).rejects.toMatchObject(needed);
      await expect(bens.message.typing.mutate({ sessionId: "ses_1" })).rejects.toMatchObject(needed);
      await turnOnSecondStep(bens);
      expect(await work.ask("agent.me")).toBe(401);
    });

    test("whoever has yet to set up their second step is not there to be given chats", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      await turnOnSecondStep(ana);
      await ana.team.requireSecondStep.mutate({ required: true });
      const isBenThere = async () =>
        (await ana.agent.colleagues.query()).find(({ name }) => name === "ben")?.present;
      const ben = await server.addAgent("ben");

      const bens = await server.member(ben);
      expect(await bens.account.secondStep.query()).toMatchObject({ on: false, required: true });
      expect(await isBenThere()).toBe(false);
      await turnOnSecondStep(bens);
      server.cutConnections();

      expect(await bens.agent.me.query()).toMatchObject({ member: { name: "ben" } });
      await until(async () => (await isBenThere()) === true);
    });

    test("somebody whom an admin signs out, or who ends a sign-in elsewhere, loses its sockets", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      const ben = await server.addAgent("ben");
      const id = await idOf(ana, ben);
      await using work = await atWork(server, ben);
      await ana.team.endLogins.mutate({ memberId: id });
      expect(await areClosedInTime(work.clients)).toBe(true);

      const bens = await server.member(ben);
      await using phone = await atWork(server, ben);
      const other = (await bens.account.logins.query()).find(({ isThis }) => !isThis);
      await bens.account.endLogin.mutate({ loginId: other?.id ?? "" });

      expect(await areClosedInTime(phone.clients)).toBe(true);
      expect([await work.ask("agent.me"), await phone.ask("agent.me")]).toEqual([401, 401]);
    });
  });
}
