import { describe, expect, test } from "bun:test";
import { HOUR, MINUTE } from "#domain/model/instant.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { type Engine, ENGINES } from "../../db/testing/engines.ts";
import { companyServices } from "../testing/company-services.ts";
import { endOverdueSessions } from "./end-overdue-sessions.ts";
import { inboxSnapshot } from "./inbox-snapshot.ts";
import { openSession } from "./open-session.ts";
import { attendToAll, performMemberAction } from "./perform-member-action.ts";
import { postReply, receiveMessage } from "./post-message.ts";
import { readSinceClosed } from "./since-closed.ts";

const formOf = (name: string) => ({ key: name.padEnd(43, "k"), name, email: `${name}@example.com` });

/** A company in which the chatbot answers, with Ana, who is not available. */
async function company(engine: Engine) {
  const it = await companyServices(engine);
  const { id } = await addMemberWithAccount(it.store, it.orgId, "Ana", { available: false });
  const open = async (name: string) => (await openSession(it.services, it.orgId, formOf(name))).sessionId;
  /** Asks something that nobody answers, until the chat ends. */
  async function leave(name: string, text = "Hello?") {
    const sessionId = await open(name);
    await receiveMessage(it.services, it.orgId, { sessionId, clientId: crypto.randomUUID(), text });
    it.clock.now += 10 * MINUTE;
    await endOverdueSessions(it.services);
    return sessionId;
  }
  const state = (sessionId: `ses_${string}`) => getSession(it.store, it.orgId, sessionId);
  return { ...it, ana: { memberId: id, name: "Ana" }, open, leave, state };
}

for (const engine of ENGINES) {
  describe(`an unanswered chat on ${engine.name}`, () => {
    test("stays in the inbox until a person has its customer's next chat, in the same write", async () => {
      await using it = await company(engine);
      const [first, second] = [await it.leave("maria"), await it.leave("maria", "Anybody?")];
      const next = await it.open("maria");
      const inInbox = await inboxSnapshot(it.services, it.orgId, it.ana.memberId);
      expect(inInbox.cards.map(({ session }) => session.id).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
        [first, second, next].toSorted((a, b) => (a < b ? -1 : 1)),
      );

      const before = it.facts.length;
      const said = { sessionId: next, clientId: "hi", text: "Hello!" };
      await postReply(it.services, it.orgId, said, it.ana);
      const added = it.kinds().slice(before);
      expect(added.filter((kind) => kind === "session-attended")).toHaveLength(2);
      for (const id of [first, second]) expect((await it.state(id))?.unattended).toBe(false);
    });

    test("that somebody is done with is not attended to again", async () => {
      await using it = await company(engine);
      const first = await it.leave("maria");
      const next = await it.open("maria");
      await performMemberAction(it.services, it.orgId, { sessionId: first, what: "attend" }, it.ana);
      const before = it.facts.length;
      await performMemberAction(it.services, it.orgId, { sessionId: next, what: "takeOver" }, it.ana);

      expect(it.kinds().slice(before)).not.toContain("session-attended");
    });

    test("is done with together with others", async () => {
      await using it = await company(engine);
      const ids = [await it.leave("maria"), await it.leave("jo"), await it.leave("ken")];
      await attendToAll(it.services, it.orgId, ids, it.ana);
      for (const id of ids) expect((await it.state(id))?.unattended).toBe(false);
      const unknown = attendToAll(it.services, it.orgId, ["ses_none"], it.ana);
      await expect(unknown).rejects.toThrow(new Refusal("session-unknown"));
    });

    test("is counted for whoever comes first after hours, and not while members work", async () => {
      await using it = await company(engine);
      expect(await readSinceClosed(it.services, it.orgId)).toBeNull();
      const day = await it.open("lea");
      await performMemberAction(it.services, it.orgId, { sessionId: day, what: "takeOver" }, it.ana);
      await performMemberAction(it.services, it.orgId, { sessionId: day, what: "end" }, it.ana);
      it.clock.now += MINUTE;
      await it.leave("maria");
      await it.leave("jo", "Thanks, bye!");
      expect(await readSinceClosed(it.services, it.orgId)).toBeNull();

      it.clock.now += 4 * HOUR;
      expect(await readSinceClosed(it.services, it.orgId)).toEqual({ chats: 2, unsure: 1 });
    });
  });
}
