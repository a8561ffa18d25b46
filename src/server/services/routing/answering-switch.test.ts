import { describe, expect, test } from "bun:test";
import type { SessionId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { listQueue } from "../../db/conversations/queue.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { performCustomerAction } from "../conversations/perform-customer-action.ts";
import { performMemberAction } from "../conversations/perform-member-action.ts";
import { companyServices } from "../testing/company-services.ts";
import {
  previewSwitch,
  rerouteAfterSwitch,
  setAnsweringSwitch,
  undoAnsweringSwitch,
} from "./answering-switch.ts";

/** A company with an admin who is assigned nothing, and a way to open chats. */
async function company(engine: Engine, answers: "agents" | "bot") {
  const it = await companyServices(engine, { answers });
  const ana = await addMemberWithAccount(it.store, it.orgId, "Ana", { role: "admin", available: false });
  const open = async (count: number): Promise<SessionId[]> => {
    const ids: SessionId[] = [];
    for (let no = 0; no < count; no += 1)
      ids.push((await it.record(it.orgId, openCommand(crypto.randomUUID()))).result);
    return ids;
  };
  return { ...it, open, by: { memberId: ana.id, name: "Ana" } };
}

for (const engine of ENGINES) {
  describe(`the switch on ${engine.name}`, () => {
    test("moves all of the chatbot's chats to the agents, in portions, and counts each once", async () => {
      await using it = await company(engine, "bot");
      const { store, orgId, services, by } = it;
      await it.open(30);
      // One chat is assigned at once, and is still a chat that the switch has moved.
      await addMemberWithAccount(store, orgId, "Mia", { capacity: 1 });
      expect(await previewSwitch(services, orgId)).toEqual({
        toAgents: { moved: 30 },
        toBot: { moved: 0, kept: 0 },
      });

      const turned = await setAnsweringSwitch(services, orgId, "agents", by);

      expect(turned).toEqual({ no: 2, answers: "agents", moved: 30, kept: 0 });
      expect(await listQueue(store, orgId)).toHaveLength(29);
      expect((await getOrganization(store, orgId)).settings.switch).toMatchObject({ no: 2, by: "Ana" });
      expect(it.kinds().filter((kind) => kind === "settings-changed")).toHaveLength(1);
    });

    test("moves waiting chats to the chatbot, and keeps those that asked for a person; its undoing brings them back", async () => {
      await using it = await company(engine, "agents");
      const { store, orgId, services, by } = it;
      const [waiting, asked, held] = await it.open(3);
      await performMemberAction(services, orgId, { sessionId: held ?? "ses_", what: "accept" }, by);
      await performCustomerAction(services, orgId, asked ?? "ses_", "askPerson");
      expect(await previewSwitch(services, orgId)).toEqual({
        toAgents: { moved: 0 },
        toBot: { moved: 1, kept: 1 },
      });

      const turned = await setAnsweringSwitch(services, orgId, "bot", by);
      expect(turned).toEqual({ no: 2, answers: "bot", moved: 1, kept: 1 });
      expect(await listQueue(store, orgId)).toEqual([asked ?? "ses_"]);
      await expect(undoAnsweringSwitch(services, orgId, 1, by)).rejects.toThrow(
        new Refusal("nothing-to-undo"),
      );
      const undone = await undoAnsweringSwitch(services, orgId, 2, by);

      expect(undone).toEqual({ no: 3, answers: "agents", moved: 1, kept: 1 });
      expect(new Set(await listQueue(store, orgId))).toEqual(new Set([waiting, asked] as SessionId[]));
    });

    test("moves nothing if it is turned to where it stands, or if all chats are moved", async () => {
      await using it = await company(engine, "bot");
      const { orgId, services, by } = it;
      await it.open(2);
      const before = it.facts.length;

      expect(await setAnsweringSwitch(services, orgId, "bot", by)).toEqual({
        no: 1,
        answers: "bot",
        moved: 0,
        kept: 0,
      });
      expect(it.facts).toHaveLength(before);
      await setAnsweringSwitch(services, orgId, "agents", by);
      expect(await rerouteAfterSwitch(services, orgId, 2)).toEqual({ moved: 0, kept: 0 });
    });
  });
}
