import { describe, expect, test } from "bun:test";
import { decideFailure } from "../bot/bot-turn.ts";
import { publish, publishPage } from "./public-fact.ts";
import { decideReceive } from "../conversations/receive-message.ts";
import { decideReply } from "../conversations/reply.ts";
import { liveAgents, TestDesk } from "../testing/in-memory-organization.ts";
import type { SessionFact } from "../model/fact.ts";

function lived(): SessionFact[] {
  const desk = new TestDesk();
  desk.hire("ada");
  const id = desk.open("maria");
  desk.act([id], (scene) => decideReceive(scene, { sessionId: id, clientId: "1", text: "Hello" }));
  const turnId = desk.session(id).botTurn?.turnId ?? "trn_";
  desk.act([id], (scene) =>
    decideFailure(scene, { sessionId: id, turnId, attempt: 1, cause: "unauthorized" }),
  );
  desk.act([id], (scene) =>
    decideReply(scene, { sessionId: id, clientId: "2", text: "Hi" }, { memberId: "mem_ada", name: "ada" }),
  );
  return desk.facts.filter((fact): fact is SessionFact => "sessionId" in fact);
}

describe("what a customer is told", () => {
  test("holds no ids of ours, no e-mail address, no reason of an assignment and no cause of a failure", () => {
    const told = JSON.stringify(lived().map(publish));

    expect(told).not.toMatch(/mem_|cus_|ses_|msg_|@|candidates|load|unauthorized|generation/);
  });

  test("of an agent is the name", () => {
    const desk = new TestDesk(liveAgents);
    desk.hire("ada");
    desk.open("maria");

    const held = desk.facts.findLast((fact) => fact.kind === "session-held");

    expect(held && publish(held)).toMatchObject({
      holder: { kind: "agent", name: "ada" },
      line: { kind: "joined", name: "ada" },
    });
  });

  test("leaves holes in the numbers, which `prev` bridges", () => {
    const facts = lived();
    const hidden: SessionFact = { kind: "session-rerouted", sessionId: "ses_1", routedUnder: 2 };
    const page = [facts[0], hidden, facts[1]].map((fact, i) => ({
      no: i + 1,
      sessionNo: i + 1,
      fact: fact ?? hidden,
    }));

    expect(publishPage(page, 0).map(({ prev, no }) => [prev, no])).toEqual([
      [0, 1],
      [1, 3],
    ]);
  });
});
