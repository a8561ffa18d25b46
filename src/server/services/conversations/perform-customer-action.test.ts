import { describe, expect, test } from "bun:test";
import { MINUTE } from "#domain/model/instant.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { recordStoppedAnswer } from "../bot/record-bot-answer.ts";
import { companyServices } from "../testing/company-services.ts";
import { performCustomerAction } from "./perform-customer-action.ts";
import { performMemberAction } from "./perform-member-action.ts";
import { receiveMessage } from "./post-message.ts";

/** A chat in which the chatbot has said the beginning of an answer. */
async function chatDuringAnswer(engine: Engine) {
  const it = await companyServices(engine);
  const { store, orgId, services, record } = it;
  const mia = await addMemberWithAccount(store, orgId, "Mia", { available: false });
  const { result: sessionId } = await record(orgId, openCommand("maria"));
  await receiveMessage(services, orgId, { sessionId, clientId: "1", text: "When?" });
  const session = async () => {
    const found = await getSession(store, orgId, sessionId);
    if (found === null) throw new Error("the chat is gone");
    return found;
  };
  const turnId = (await session()).botTurn?.turnId ?? "trn_";
  services.spokenWords.set(sessionId, { turnId, text: "At n" });
  const kept = () =>
    it.facts.flatMap((fact) =>
      fact.kind === "message-posted" && fact.message.author.kind === "bot" ? fact.message : [],
    );
  return { ...it, sessionId, session, turnId, kept, by: { memberId: mia.id, name: "Mia" } };
}

for (const engine of ENGINES) {
  describe(`actions on a chat on ${engine.name}`, () => {
    test("that end it in the middle of an answer keep what was read, once, and say who has ended it", async () => {
      await using it = await chatDuringAnswer(engine);
      const { orgId, services, sessionId } = it;
      await performCustomerAction(services, orgId, sessionId, "end");
      await using other = await chatDuringAnswer(engine);
      await performMemberAction(
        other.services,
        other.orgId,
        { sessionId: other.sessionId, what: "end" },
        other.by,
      );

      for (const chat of [it, other]) expect(chat.kept()).toMatchObject([{ text: "At n", stopped: true }]);
      expect((await it.session()).endedBy).toEqual({ kind: "customer" });
      expect((await other.session()).endedBy).toEqual({ kind: "member", ...other.by });
      const attempt = { orgId, sessionId, turnId: it.turnId, attempt: 1 };
      await recordStoppedAnswer(services, attempt, "At n");
      expect(it.kept()).toHaveLength(1);
    });

    test("that stop an answer keep what was read, and it is not kept again by the runner of the turn", async () => {
      await using it = await chatDuringAnswer(engine);
      const { orgId, services, sessionId, turnId } = it;

      await performCustomerAction(services, orgId, sessionId, "stopBot");
      await recordStoppedAnswer(services, { orgId, sessionId, turnId, attempt: 1 }, "At n");

      expect(it.kept()).toHaveLength(1);
      expect((await it.session()).botTurn).toBe(null);
    });

    test("of its customer are to ask for a person, to go back to the chatbot, and to keep it open", async () => {
      await using it = await companyServices(engine);
      const { clock, store, orgId, services, record } = it;
      const { result: id } = await record(orgId, openCommand("maria"));
      const session = () => getSession(store, orgId, id);

      await performCustomerAction(services, orgId, id, "askPerson");
      expect(await session()).toMatchObject({ holder: { kind: "queue" }, needsPerson: true });
      await performCustomerAction(services, orgId, id, "askBot");
      expect(await session()).toMatchObject({ holder: { kind: "bot" } });
      clock.now += 4 * MINUTE;
      await performCustomerAction(services, orgId, id, "keepOpen");

      expect((await session())?.clock.idleAt).toBe(clock.now + 5 * MINUTE);
    });

    test("of a member are to accept it, to take it over, and to hand it back", async () => {
      await using it = await chatDuringAnswer(engine);
      const { orgId, services, sessionId, by } = it;
      const perform = (what: "accept" | "takeOver" | "handBack") =>
        performMemberAction(services, orgId, { sessionId, what }, by);

      await performCustomerAction(services, orgId, sessionId, "askPerson");
      await perform("accept");
      expect((await it.session()).holder).toMatchObject({ memberId: by.memberId });
      await perform("handBack");
      expect((await it.session()).holder).toEqual({ kind: "bot" });
      await perform("takeOver");

      expect((await it.session()).holder).toMatchObject({ memberId: by.memberId });
    });
  });
}
