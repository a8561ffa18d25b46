import { describe, expect, test } from "bun:test";
import { decideReply } from "../conversations/reply.ts";
import { decideEnd } from "../conversations/end-session.ts";
import type { SessionFact } from "../model/fact.ts";
import { namesOf } from "../model/member.ts";
import { InMemoryOrganization, liveAgents } from "../testing/in-memory-organization.ts";
import { toPublicFact } from "../views/public-fact.ts";
import { decidePublicName, pretenceOf } from "./public-name.ts";

/** The company Fern & Kettle with a chatbot called Kit, and Ada, who is an agent. */
function team(): InMemoryOrganization {
  const organization = new InMemoryOrganization((settings) => ({
    ...liveAgents(settings),
    widget: { ...settings.widget, companyName: "Fern & Kettle" },
    chatbot: { ...settings.chatbot, name: "Kit" },
  }));
  organization.addMember("ada");
  return organization;
}

const ADA = { id: "mem_ada", by: "mem_ada" } as const;

describe("a public name", () => {
  test.each([
    "Fern & Kettle",
    "fern & kettle",
    "FERN  KETTLE",
    "Férn & Këttle",
    "Ｆｅｒｎ Kettle",
    "Fern & Kеttlе", // with Cyrillic letters
  ])("cannot be the company's, however it is written: %s", (name) => {
    expect(pretenceOf(name, team().scene().settings)).toBe("name-of-company");
    expect(decidePublicName(team().scene(), ADA, name).refusal?.code).toBe("name-of-company");
  });

  test.each(["Kit", "kit", "K i t", "Κіt", "Chatbot", "chat-bot", "Bot"])(
    "cannot be the chatbot's, nor what chatbots are called: %s",
    (name) => {
      expect(decidePublicName(team().scene(), ADA, name).refusal?.code).toBe("name-of-chatbot");
    },
  );

  test.each(["Kitty", "Ken of Fern & Kettle", "Fern", "明子", "Ольга", "🙂"])(
    "may be any other: %s",
    (publicName) => {
      const decision = decidePublicName(team().scene(), ADA, publicName);

      expect(decision.refusal).toBeNull();
      expect(decision.changes).toEqual({
        members: [{ id: "mem_ada", publicName }],
        audit: { memberId: "mem_ada", action: "public-name-changed", detail: { id: "mem_ada" } },
      });
    },
  );

  test("that is one's own name is none, even in a company that bears it", () => {
    const organization = team();
    organization.addMember("Fern & Kettle");

    const decision = decidePublicName(
      organization.scene(),
      { id: "mem_Fern & Kettle", by: "mem_ada" },
      "Fern & Kettle",
    );

    expect(decision).toMatchObject({ refusal: null, facts: [] });
  });

  test("that is there already is neither recorded nor audited again", () => {
    const organization = team();
    organization.change("mem_ada", { publicName: "Robin" });

    expect(decidePublicName(organization.scene(), ADA, "Robin")).toMatchObject({ facts: [], changes: {} });
    expect(decidePublicName(organization.scene(), ADA, null).changes?.members).toEqual([
      { id: "mem_ada", publicName: null },
    ]);
  });

  test("of somebody who is no member is refused", () => {
    const decision = decidePublicName(team().scene(), { id: "mem_eve", by: "mem_ada" }, "Robin");

    expect(decision.refusal?.code).toBe("member-unknown");
  });
});

describe("a customer", () => {
  test("reads the public name wherever an agent is named, and colleagues read both", () => {
    const organization = team();
    organization.change("mem_ada", { publicName: "Robin" });
    const id = organization.open("maria");
    const member = { memberId: "mem_ada", ...namesOf({ name: "ada", publicName: "Robin" }) } as const;
    organization.act([id], (scene) =>
      decideReply(scene, { sessionId: id, clientId: "1", text: "Hi" }, member),
    );
    organization.act([id], (scene) => decideEnd(scene, id, { kind: "member", ...member }));

    const facts = organization.facts.filter((fact): fact is SessionFact => "sessionId" in fact);
    const told = JSON.stringify(facts.map(toPublicFact));

    expect(told.match(/"name":"Robin"/g)).toHaveLength(4);
    expect(told).not.toContain("ada");
    expect(JSON.stringify(facts)).toContain('"name":"ada","publicName":"Robin"');
  });

  test("goes on reading the name under which a message was written", () => {
    const organization = team();
    const id = organization.open("maria");
    const reply = (clientId: string, publicName: string | null) =>
      organization.act([id], (scene) =>
        decideReply(
          scene,
          { sessionId: id, clientId, text: "Hi" },
          { memberId: "mem_ada", ...namesOf({ name: "ada", publicName }) },
        ),
      );
    reply("1", null);
    reply("2", "Robin");

    const authors = organization.facts.flatMap((fact) => {
      if (fact.kind !== "message-posted") return [];
      const shown = toPublicFact(fact);
      return shown?.kind === "message-posted" ? [shown.message.author] : [];
    });

    expect(authors).toMatchObject([{ name: "ada" }, { name: "Robin" }]);
  });
});
