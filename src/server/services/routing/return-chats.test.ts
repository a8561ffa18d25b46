import { describe, expect, test } from "bun:test";
import { SECOND } from "#domain/model/instant.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import { PRESENCE_GRACE_MS } from "../../db/team/member-presence.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { receiveMessage } from "../conversations/post-message.ts";
import { createMemberPresence } from "../team/member-presence.ts";
import { companyServices } from "../testing/company-services.ts";
import { returnChatsOfAbsentMembers } from "./return-chats.ts";

for (const engine of ENGINES) {
  describe(`the chats of absent members on ${engine.name}`, () => {
    test("go to a present colleague if they wait for an answer, after 30 s; others are marked, once", async () => {
      await using it = await companyServices(engine, { answers: "agents" });
      const { clock, store, orgId, services, record } = it;
      const presence = createMemberPresence(services);
      const [mia, noa] = [
        await addMemberWithAccount(store, orgId, "Mia", { present: false, capacity: 1 }),
        await addMemberWithAccount(store, orgId, "Noa", { present: false, capacity: 1 }),
      ];
      for (const { id } of [mia, noa]) await presence.connected(orgId, id);
      const { result: answered } = await record(orgId, openCommand("maria"));
      const { result: waiting } = await record(orgId, openCommand("noor"));
      await receiveMessage(services, orgId, { sessionId: waiting, clientId: "1", text: "Hello?" });
      for (const { id } of [mia, noa]) await presence.disconnected(orgId, id);
      const otto = await addMemberWithAccount(store, orgId, "Otto");
      const stateOf = async (id: typeof waiting) => {
        const session = await getSession(store, orgId, id);
        return [session?.holder, session?.holderAway];
      };

      const before = it.facts.length;
      clock.now += PRESENCE_GRACE_MS - SECOND;
      await returnChatsOfAbsentMembers(services);
      expect(it.facts).toHaveLength(before);
      clock.now += SECOND;
      await returnChatsOfAbsentMembers(services);

      expect(await stateOf(waiting)).toMatchObject([{ kind: "agent", memberId: otto.id }, false]);
      expect((await stateOf(answered))[1]).toBe(true);
      const after = it.facts.length;
      await returnChatsOfAbsentMembers(services);
      expect(it.facts).toHaveLength(after);
    });
  });
}
