import { describe, expect, test } from "bun:test";
import { Refusal } from "#domain/model/refusal.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { companyServices } from "../testing/company-services.ts";
import { postReply, receiveMessage } from "./post-message.ts";

async function recordNothing() {
  return { result: null as never, facts: [], now: 1 };
}

for (const engine of ENGINES) {
  describe(`messages on ${engine.name}`, () => {
    test("are acknowledged with their number and time, and if they are sent again with those of the first", async () => {
      await using it = await companyServices(engine);
      const { clock, orgId, services, record } = it;
      const { result: sessionId } = await record(orgId, openCommand("maria"));
      const incoming = { sessionId, clientId: "one", text: "Hello?" };
      clock.now += 10;
      const sentAt = clock.now;

      const first = await receiveMessage(services, orgId, incoming);
      clock.now += 10;
      const again = await receiveMessage(services, orgId, incoming);
      const other = await receiveMessage(services, orgId, { ...incoming, clientId: "two" });

      expect(first).toEqual({ sessionNo: 2, sentAt, duplicate: false });
      expect(again).toEqual({ sessionNo: 2, sentAt, duplicate: true });
      expect(other).toMatchObject({ sentAt: clock.now, duplicate: false });
      const ofNobody = { ...incoming, sessionId: "ses_none" } as const;
      await expect(receiveMessage(services, orgId, ofNobody)).rejects.toThrow(new Refusal("session-unknown"));
    });

    test("of a member take the chat over, and are theirs even under a client id that the customer has used", async () => {
      await using it = await companyServices(engine);
      const { store, orgId, services, record } = it;
      const mia = await addMemberWithAccount(store, orgId, "Mia", { available: false });
      const noa = await addMemberWithAccount(store, orgId, "Noa", { available: false });
      const { result: sessionId } = await record(orgId, openCommand("maria"));
      const incoming = { sessionId, clientId: "one", text: "Hello?" };
      await receiveMessage(services, orgId, incoming);
      const before = it.facts.length;
      const by = { memberId: mia.id, name: "Mia" };

      const reply = await postReply(services, orgId, { ...incoming, text: "Hello!" }, by);
      const again = await postReply(services, orgId, { ...incoming, text: "Hello!" }, by);

      expect(it.kinds().slice(before)).toContain("session-held");
      expect(it.facts.at(-1)).toMatchObject({ kind: "message-posted", message: { text: "Hello!" } });
      expect([reply.duplicate, again]).toEqual([false, { ...reply, duplicate: true }]);
      expect(await getSession(store, orgId, sessionId)).toMatchObject({
        holder: { memberId: mia.id },
        customerMessages: 1,
        ourMessages: 1,
      });
      const other = postReply(
        services,
        orgId,
        { ...incoming, clientId: "two" },
        { memberId: noa.id, name: "Noa" },
      );
      await expect(other).rejects.toThrow(new Refusal("held-by-other"));
    });

    test("that were taken and not recorded are an error, not an acknowledgement", async () => {
      await using it = await companyServices(engine);
      const { orgId, services } = it;
      const incoming = { sessionId: "ses_1", clientId: "one", text: "Hello?" } as const;

      await expect(receiveMessage({ ...services, record: recordNothing }, orgId, incoming)).rejects.toThrow(
        "not recorded",
      );
    });
  });
}
