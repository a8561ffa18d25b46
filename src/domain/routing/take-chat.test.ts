import { describe, expect, test } from "bun:test";
import { decideAttend } from "./attend-chat.ts";
import { decideHandBack } from "./hand-back-chat.ts";
import { decideAccept, decideAcceptNext, decideTakeOver } from "./take-chat.ts";
import { decideAskPerson } from "../conversations/customer-requests.ts";
import { decideEnd } from "../conversations/end-session.ts";
import { InMemoryOrganization, liveAgents, NOON } from "../testing/in-memory-organization.ts";
import { ada, ben, customerWrites, memberReplies } from "../testing/exchange-messages.ts";

describe("handing back to the chatbot", () => {
  test("is for who holds the chat", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    memberReplies(organization, id, ada);

    expect(() => organization.act([id], (scene) => decideHandBack(scene, id, ben))).toThrow(
      expect.objectContaining({ code: "not-held-by-you" }),
    );
    organization.act([id], (scene) => decideHandBack(scene, id, ada));

    expect(organization.session(id)).toMatchObject({
      holder: { kind: "bot" },
      needsPerson: false,
      botTurn: null,
    });
    expect(organization.facts.at(-1)).toMatchObject({ kind: "session-held", why: { kind: "handed-back" } });
  });

  test("is refused for a chat that no agent holds", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");

    expect(decideHandBack(organization.scene(), id, ada).refusal?.code).toBe("not-held-by-you");
  });
});

describe("accepting a chat", () => {
  test("makes the member its holder from now on", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    organization.now = NOON + 1_000;

    organization.act([id], (scene) => decideAccept(scene, id, ada));

    expect(organization.facts.at(-1)).toEqual({
      kind: "session-held",
      sessionId: id,
      holder: { kind: "agent", ...ada },
      why: { kind: "accepted" },
      at: NOON + 1_000,
      generation: 2,
      routedUnder: 1,
      needsPerson: false,
      queuedAt: null,
      returned: false,
      movedBySwitch: null,
    });
    expect(organization.session(id)).toMatchObject({ heldAt: NOON + 1_000, queuedAt: null });
  });

  test("that is theirs already changes nothing", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    organization.act([id], (scene) => decideAccept(scene, id, ada));

    expect(decideAccept(organization.scene(), id, ada)).toMatchObject({ facts: [], refusal: null });
  });

  test("is refused while the chatbot answers", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");

    expect(decideAccept(organization.scene(), id, ada)).toMatchObject({
      facts: [],
      refusal: { code: "not-waiting" },
    });
  });
});

describe("accepting the next chat", () => {
  test("takes who has waited longest and says whose chat it is", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const first = organization.open("maria");
    organization.now = NOON + 1;
    organization.open("jo");

    const taken = organization.act([], (scene) => decideAcceptNext(scene, ada));

    expect(taken).toEqual({ sessionId: first, customerId: "cus_maria" });
    expect(organization.facts.at(-1)).toMatchObject({
      sessionId: first,
      holder: { kind: "agent", ...ada },
      why: { kind: "accepted" },
    });
  });

  test("is refused while nobody waits", () => {
    const { refusal, result, facts } = decideAcceptNext(new InMemoryOrganization().scene(), ada);

    expect({ code: refusal?.code, result, facts }).toEqual({
      code: "nobody-waiting",
      result: null,
      facts: [],
    });
  });
});

describe("taking a chat over", () => {
  test("takes it from the chatbot in mid-sentence, from the queue, and from another member", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id);

    organization.act([id], (scene) => decideTakeOver(scene, id, ada));
    expect(organization.facts.slice(-2)).toMatchObject([
      { kind: "bot-turn-stopped", why: "taken-over" },
      { kind: "session-held", holder: { kind: "agent", ...ada }, why: { kind: "took-over" } },
    ]);

    organization.act([id], (scene) => decideTakeOver(scene, id, ben));
    expect(organization.session(id).holder).toEqual({ kind: "agent", ...ben });
  });

  test("that is theirs already changes nothing", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    memberReplies(organization, id);

    expect(decideTakeOver(organization.scene(), id, ada)).toMatchObject({ facts: [], refusal: null });
  });
});

describe("“Done”", () => {
  test("marks a chat that ended in the queue as attended to by the member", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id);
    organization.act([id], (scene) => decideAskPerson(scene, id));
    organization.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));
    organization.now = NOON + 5;

    organization.act([], (scene) => decideAttend(scene, id, ada));

    const attended = { kind: "session-attended", sessionId: id, memberId: "mem_ada", at: NOON + 5 };
    expect(organization.facts.at(-1)).toEqual(attended as never);
  });

  test("changes nothing in a chat that is still open", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");

    expect(decideAttend(organization.scene(), id, ada)).toMatchObject({ facts: [], refusal: null });
  });
});
