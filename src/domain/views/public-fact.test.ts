import { describe, expect, test } from "bun:test";
import { decideBotFailure } from "../bot/finish-turn.ts";
import { toPublicFact, toPublicItems } from "./public-fact.ts";
import { decideReceive } from "../conversations/receive-message.ts";
import { decideReply } from "../conversations/reply.ts";
import { liveAgents, InMemoryOrganization } from "../testing/in-memory-organization.ts";
import type { SessionFact } from "../model/fact.ts";

function lived(): SessionFact[] {
  const organization = new InMemoryOrganization();
  organization.addMember("ada");
  const id = organization.open("maria");
  organization.act([id], (scene) => decideReceive(scene, { sessionId: id, clientId: "1", text: "Hello" }));
  const turnId = organization.session(id).botTurn?.turnId ?? "trn_";
  organization.act([id], (scene) =>
    decideBotFailure(scene, { sessionId: id, turnId, attempt: 1, cause: "unauthorized", text: "" }),
  );
  organization.act([id], (scene) =>
    decideReply(scene, { sessionId: id, clientId: "2", text: "Hi" }, { memberId: "mem_ada", name: "ada" }),
  );
  return organization.facts.filter((fact): fact is SessionFact => "sessionId" in fact);
}

describe("what a customer is told", () => {
  test("holds no ids of ours, no e-mail address, no reason of an assignment and no cause of a failure", () => {
    const told = JSON.stringify(lived().map(toPublicFact));

    expect(told).not.toMatch(/mem_|cus_|ses_|msg_|@|candidates|load|unauthorized|generation/);
  });

  test("of an agent is the name", () => {
    const organization = new InMemoryOrganization(liveAgents);
    organization.addMember("ada");
    organization.open("maria");

    const held = organization.facts.findLast((fact) => fact.kind === "session-held");

    expect(held && toPublicFact(held)).toMatchObject({
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

    expect(toPublicItems(page, 0).map(({ prev, no }) => [prev, no])).toEqual([
      [0, 1],
      [1, 3],
    ]);
  });
});
