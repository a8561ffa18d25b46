import { describe, expect, test } from "bun:test";
import { MINUTE, SECOND } from "#domain/model/instant.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import { listPresencesAt, listPresentMembers, markInstanceGone } from "../../db/team/member-presence.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { messageCommand, openCommand } from "../../db/testing/sample-commands.ts";
import { postReply } from "../conversations/post-message.ts";
import { returnChatsOfAbsentMembers } from "../routing/return-chats.ts";
import { companyServices } from "../testing/company-services.ts";
import { createMemberPresence } from "./member-presence.ts";

/** A company with two members who are not connected, and the presence of its only process. */
async function team(engine: Engine) {
  const company = await companyServices(engine, { answers: "agents" });
  const { store, orgId, services } = company;
  const mia = await addMemberWithAccount(store, orgId, "Mia", { present: false });
  const noa = await addMemberWithAccount(store, orgId, "Noa", { present: false, available: false });
  const here = async () =>
    (await listPresencesAt(store, services.instanceId)).map(({ memberId }) => memberId).toSorted();
  const present = async () => [...(await listPresentMembers(store, orgId, company.clock.now))];
  return { ...company, mia: mia.id, noa: noa.id, here, present };
}

/** Makes the next write fail, or all of them wait. */
function writesOf({ services }: Awaited<ReturnType<typeof team>>) {
  const { transact } = services.store;
  const state = { failing: 0, count: 0, gate: Promise.resolve() };
  services.store = {
    ...services.store,
    async transact(...given) {
      state.count += 1;
      await state.gate;
      if (state.failing > 0) {
        state.failing -= 1;
        throw new Error("the disk is full");
      }
      return transact(...given);
    },
  };
  return state;
}

for (const engine of ENGINES) {
  describe(`a member's presence on ${engine.name}`, () => {
    test("begins with the first socket and ends with the last, and screens reload the members each time", async () => {
      await using it = await team(engine);
      const { orgId, services, mia, here, kinds } = it;
      const presence = createMemberPresence(services);

      await presence.connected(orgId, mia);
      await presence.connected(orgId, mia);
      expect([await here(), kinds()]).toEqual([[mia], ["members-changed"]]);
      await presence.disconnected(orgId, mia);
      expect([await here(), kinds()]).toEqual([[mia], ["members-changed"]]);
      await presence.disconnected(orgId, mia);
      expect([await here(), kinds()]).toEqual([[], ["members-changed", "members-changed"]]);
      await presence.connected(orgId, mia);

      expect([await here(), kinds().length]).toEqual([[mia], 3]);
    });

    test("lasts 30 s after the last socket has closed", async () => {
      await using it = await team(engine);
      const { clock, orgId, services, mia, present } = it;
      const presence = createMemberPresence(services);
      await presence.connected(orgId, mia);
      clock.now += MINUTE;
      await presence.disconnected(orgId, mia);

      clock.now += 29 * SECOND;
      expect(await present()).toEqual([mia]);
      clock.now += SECOND;

      expect(await present()).toEqual([]);
    });

    test("is what the last of several changes at once has made of it", async () => {
      await using it = await team(engine);
      const { orgId, services, mia, noa, here } = it;
      const presence = createMemberPresence(services);

      await Promise.all([
        presence.connected(orgId, mia),
        presence.connected(orgId, noa),
        presence.disconnected(orgId, mia),
        presence.connected(orgId, mia),
        presence.disconnected(orgId, noa),
      ]);

      expect(await here()).toEqual([mia]);
    });

    test("is written one change after the other", async () => {
      await using it = await team(engine);
      const { orgId, services, mia, here } = it;
      const state = writesOf(it);
      const presence = createMemberPresence(services);
      const gate = Promise.withResolvers<void>();
      state.gate = gate.promise;
      const arrived = presence.connected(orgId, mia);
      while (state.count === 0) await Promise.resolve();

      const left = presence.disconnected(orgId, mia);
      await Bun.sleep(1);
      expect(state.count).toBe(1);
      gate.resolve();
      await Promise.all([arrived, left]);

      expect([state.count, await here()]).toEqual([2, []]);
    });

    test("of who comes back brings waiting chats, and takes the mark of absence off theirs", async () => {
      await using it = await team(engine);
      const { clock, orgId, services, store, mia, record } = it;
      const presence = createMemberPresence(services);
      await presence.connected(orgId, mia);
      const { result: own } = await record(orgId, openCommand("maria"));
      const by = { memberId: mia, name: "Mia" };
      await record(orgId, messageCommand(own, "Hello?"));
      await postReply(services, orgId, { sessionId: own, clientId: "1", text: "Hello!" }, by);
      await presence.disconnected(orgId, mia);
      clock.now += MINUTE;
      await returnChatsOfAbsentMembers(services);
      const { result: waiting } = await record(orgId, openCommand("noor"));
      expect(await getSession(store, orgId, own)).toMatchObject({ holderAway: true });
      expect(await getSession(store, orgId, waiting)).toMatchObject({ holder: { kind: "queue" } });

      await presence.connected(orgId, mia);

      expect(await getSession(store, orgId, own)).toMatchObject({ holderAway: false });
      expect(await getSession(store, orgId, waiting)).toMatchObject({ holder: { memberId: mia } });
    });
  });

  describe(`the repair of presence on ${engine.name}`, () => {
    test("writes what could not be written, which is reported and fails nobody's connection", async () => {
      await using it = await team(engine);
      const { orgId, services, mia, noa, here, reported } = it;
      const state = writesOf(it);
      const presence = createMemberPresence(services);
      await presence.connected(orgId, noa);
      state.failing = 2;

      await presence.connected(orgId, mia);
      await presence.disconnected(orgId, noa);
      expect(reported).toEqual(["recording presence", "recording presence"]);
      expect(await here()).toEqual([noa]);
      await presence.repair();

      expect(await here()).toEqual([mia]);
      await presence.disconnected(orgId, mia);
      expect(await here()).toEqual([]);
    });

    test("brings back who is here and was taken for gone, and leaves all others alone", async () => {
      await using it = await team(engine);
      const { orgId, services, store, mia, noa, here, kinds } = it;
      const presence = createMemberPresence(services);
      const elsewhere = createMemberPresence({ ...services, instanceId: "ins_2" });
      await presence.connected(orgId, mia);
      await elsewhere.connected(orgId, noa);
      const before = kinds().length;
      await presence.repair();
      expect(kinds()).toHaveLength(before);
      await store.transact((writer) => markInstanceGone(writer, services.instanceId, 1));

      await presence.repair();

      expect(await here()).toEqual([mia]);
      expect(kinds()).toHaveLength(before + 1);
      expect(await listPresencesAt(store, "ins_2")).toMatchObject([{ memberId: noa }]);
    });

    test("leaves to the connection itself who connects or leaves in this moment", async () => {
      await using it = await team(engine);
      const { orgId, services, mia, here } = it;
      const state = writesOf(it);
      const presence = createMemberPresence(services);
      const gate = Promise.withResolvers<void>();
      state.gate = gate.promise;
      const arriving = presence.connected(orgId, mia);

      await presence.repair();
      expect(state.count).toBe(1);
      gate.resolve();
      await arriving;

      expect(await here()).toEqual([mia]);
    });
  });
}
