import { describe, expect, test } from "bun:test";
import { decided } from "#domain/model/decision.ts";
import type { NumberedFact, SessionFact } from "#domain/model/fact.ts";
import type { SessionId, TurnId } from "#domain/model/ids.ts";
import { PAGE_FACTS } from "#domain/views/conversation-page.ts";
import type { Command } from "../record/command.ts";
import { ENGINES } from "../testing/engines.ts";
import { messageCommand, openCommand } from "../testing/sample-commands.ts";
import { organizationWithClock } from "../testing/organization-with-clock.ts";
import { factsBefore, newestFacts, sessionsOfCustomer } from "./customer-history.ts";
import { readFactsPage, readStoppedAnswers } from "./facts-page.ts";

/** Keeps a session open so many times, with a fact for each. */
function keepOpen(sessionId: SessionId, times: number): Command<null> {
  return {
    needs: { sessions: [sessionId] },
    decide(scene) {
      const clock = scene.session(sessionId)?.clock;
      if (clock === undefined) throw new Error("there is no such session");
      const fact: SessionFact = { kind: "kept-open", sessionId, at: scene.now, clock };
      return decided(
        Array.from({ length: times }, () => fact),
        null,
      );
    },
  };
}

const ends = (facts: readonly { sessionNo: number | null }[]) => [
  facts[0]?.sessionNo ?? null,
  facts.at(-1)?.sessionNo ?? null,
];

for (const engine of ENGINES) {
  describe(`a page of a chat on ${engine.name}`, () => {
    test("has the facts before a number, and goes on to a message where it has none", async () => {
      await using place = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = place;
      const { result: sessionId } = await record(orgId, openCommand("ada"));
      const key = { orgId, sessionId };
      await record(orgId, messageCommand(sessionId, "one"));
      await record(orgId, keepOpen(sessionId, 3 * PAGE_FACTS));
      const last = 3 * PAGE_FACTS + 2;

      expect(ends(await readFactsPage(store, key, last + 1))).toEqual([1, last]);
      expect(ends(await readFactsPage(store, key, PAGE_FACTS + 2))).toEqual([2, PAGE_FACTS + 1]);
      expect(ends(await readFactsPage(store, key, 2))).toEqual([1, 1]);
      expect(await readFactsPage(store, key, 1)).toEqual([]);
      const all = await readFactsPage(store, key, last + 1);
      expect(all.map(({ sessionNo }) => sessionNo)).toEqual(Array.from({ length: last }, (_, at) => at + 1));
    });

    test("has at most ten times its size without a message", async () => {
      await using place = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = place;
      const { result: sessionId } = await record(orgId, openCommand("ada"));
      await record(orgId, messageCommand(sessionId, "one"));
      await record(orgId, keepOpen(sessionId, 11 * PAGE_FACTS));
      const page = await readFactsPage(store, { orgId, sessionId }, 11 * PAGE_FACTS + 3);
      expect(page).toHaveLength(10 * PAGE_FACTS);
    });

    test("is of one session of one company, the newest first to be read", async () => {
      await using place = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = place;
      const { result: sessionId } = await record(orgId, openCommand("ada"));
      const { result: other } = await record(orgId, openCommand("ben"));
      for (const text of ["one", "two"]) await record(orgId, messageCommand(sessionId, text));
      await record(orgId, messageCommand(other, "three"));
      const key = { orgId, sessionId };

      expect((await newestFacts(store, key, 2)).map(({ sessionNo }) => sessionNo)).toEqual([2, 3]);
      expect((await factsBefore(store, key, 3, 9)).map(({ sessionNo }) => sessionNo)).toEqual([1, 2]);
      expect(await newestFacts(store, { ...key, orgId: "org_other" }, 9)).toEqual([]);
      expect(
        await sessionsOfCustomer(store, { orgId, customerId: "cus_ada_anybody" }, null, 9),
      ).toMatchObject([{ id: sessionId }]);
    });

    test("names the answers of turns that were stopped in it, wherever they are", async () => {
      await using place = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = place;
      const { result: sessionId } = await record(orgId, openCommand("ada"));
      const { result: other } = await record(orgId, openCommand("ben"));
      for (const [id, clientId] of [
        [sessionId, "trn_1"],
        [sessionId, "trn_2"],
        [other, "trn_3"],
      ] as const)
        await record(
          orgId,
          messageCommand(id, `of ${clientId}`, {
            clientId,
            author: { kind: "bot", name: "Bot", turnId: clientId },
          }),
        );
      await record(orgId, messageCommand(sessionId, "of a customer", { clientId: "trn_4" }));
      const clock = { idleAt: 1, warningMs: 1, expiresAt: 1, warnsAt: 1 };
      const stopped = (turnId: TurnId, no: number): NumberedFact<SessionFact> => ({
        no,
        sessionNo: no,
        fact: { kind: "bot-turn-stopped", sessionId, turnId, why: "customer", at: 1, clock },
      });
      const answersOf = async (...turns: TurnId[]) =>
        (await readStoppedAnswers(store, { orgId, sessionId }, turns.map(stopped))).map(({ fact }) =>
          fact.kind === "message-posted" ? fact.message.text : fact.kind,
        );

      expect(await answersOf("trn_1", "trn_3", "trn_4", "trn_5")).toEqual(["of trn_1"]);
      expect((await answersOf("trn_1", "trn_2")).toSorted()).toEqual(["of trn_1", "of trn_2"]);
      expect(await answersOf("trn_2")).toEqual(["of trn_2"]);
      expect(await answersOf()).toEqual([]);
    });
  });
}
