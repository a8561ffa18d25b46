import { describe, expect, test } from "bun:test";
import { decideBotAnswer } from "../bot/finish-turn.ts";
import { applyFact } from "../model/apply-fact.ts";
import { decided } from "../model/decision.ts";
import { MINUTE } from "../model/instant.ts";
import { decideEnd, endSession } from "./end-session.ts";
import type { EndedBy } from "../model/session.ts";
import { decideAskPerson } from "./customer-requests.ts";
import { decideAttend } from "../routing/attend-chat.ts";
import { liveAgents, InMemoryOrganization, NOON } from "../testing/in-memory-organization.ts";
import { ada, ben, memberReplies, customerWrites } from "../testing/exchange-messages.ts";

const LIMIT = 5 * MINUTE;

describe("an end", () => {
  test("by a customer in line with something to say is left for somebody to see to", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    customerWrites(organization, id);

    organization.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));
    expect(organization.session(id).unattended).toBe(true);
    organization.act([id], (scene) => decideAttend(scene, id, ada));

    expect(organization.session(id).unattended).toBe(false);
  });

  test("by a member is not for somebody else's chat", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    memberReplies(organization, id, ada);

    expect(() => organization.act([id], (scene) => decideEnd(scene, id, { kind: "member", ...ben }))).toThrow(
      expect.objectContaining({ code: "held-by-other" }),
    );
  });

  test("keeps what the customer has read of the chatbot's answer, marked as stopped", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id);
    const turnId = organization.session(id).botTurn?.turnId ?? "trn_";
    const spoken = { turnId, text: "Yes, with" };

    organization.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }, spoken));

    expect(organization.facts.slice(-3)).toMatchObject([
      { kind: "message-posted", message: { text: "Yes, with", stopped: true, clientId: turnId } },
      { kind: "bot-turn-stopped", why: "ended" },
      { kind: "session-ended" },
    ]);
  });

  test("keeps no words of a turn that is over", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id);
    const spoken = { turnId: "trn_earlier", text: "Yes, with" } as const;

    organization.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }, spoken));

    expect(organization.kinds(id).filter((kind) => kind === "message-posted")).toHaveLength(1);
  });

  test("stops the chatbot in mid-sentence", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id);

    organization.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));

    expect(organization.kinds(id).slice(-2)).toEqual(["bot-turn-stopped", "session-ended"]);
  });

  test("twice is once", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    organization.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));

    organization.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));

    expect(organization.kinds(id).filter((kind) => kind === "session-ended")).toHaveLength(1);
  });
});

const endedBy = (by: EndedBy, isWritten: boolean) => {
  const organization = new InMemoryOrganization(liveAgents);
  const id = organization.open("maria");
  if (isWritten) customerWrites(organization, id);
  organization.act([id], (scene) => decideEnd(scene, id, by));
  return organization.session(id);
};

/** Whether a chat is left that goes silent after the chatbot's answer. */
const answered = (verdict: "answered" | "unsure") => {
  const organization = new InMemoryOrganization();
  const id = organization.open("maria");
  customerWrites(organization, id);
  const { botTurn } = organization.session(id);
  if (botTurn === null) throw new Error("the chatbot has no turn");
  const { turnId, attempt } = botTurn;
  organization.act([id], (scene) =>
    decideBotAnswer(scene, {
      sessionId: id,
      turnId,
      attempt,
      text: "Hm.",
      sources: [],
      verdict,
      isShortened: false,
    }),
  );
  organization.now += LIMIT;
  organization.act([id], () => decided([], null));
  return organization.session(id).unattended;
};

describe("an end is left for somebody to see to", () => {
  test("only where the customer has written, and no member has ended it", () => {
    expect(endedBy({ kind: "customer" }, true).unattended).toBe(true);
    expect(endedBy({ kind: "idle" }, true).unattended).toBe(true);
    expect(endedBy({ kind: "customer" }, false).unattended).toBe(false);
    expect(endedBy({ kind: "member", ...ada }, true).unattended).toBe(false);
  });

  test("and says who ended it, and when", () => {
    expect(endedBy({ kind: "member", ...ada }, true)).toMatchObject({
      endedBy: { kind: "member", ...ada },
      endedAt: NOON,
    });
  });

  test.each([
    ["Where is my order?", true],
    ["Thanks, bye!", false],
    ["Thanks, and my order?", true],
  ])("not where the last words only thank or take leave: %p", (text, isLeft) => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    memberReplies(organization, id, ada);
    customerWrites(organization, id, text);
    organization.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));

    expect(organization.session(id).unattended).toBe(isLeft);
  });

  test("also where thanks follow a question that waits", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    memberReplies(organization, id, ada);
    customerWrites(organization, id, "My parcel 4711 is lost");
    organization.now += 1_000;
    customerWrites(organization, id, "Thanks!");
    organization.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));

    expect(organization.session(id).unattended).toBe(true);
  });

  test("also where somebody who waits for the person they asked for only thanks", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    organization.act([id], (scene) => decideAskPerson(scene, id));
    organization.now += 1_000;
    customerWrites(organization, id, "Thank you");
    organization.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));

    expect(organization.session(id).unattended).toBe(true);
  });

  test("whoever had it: an agent, who is shown it first while they are there", () => {
    const left = (isAway: boolean) => {
      const organization = new InMemoryOrganization();
      const id = organization.open("maria");
      memberReplies(organization, id, ada);
      if (isAway)
        organization.act([id], (scene) =>
          decided([{ kind: "holder-away", sessionId: id, away: true, at: scene.now }], null),
        );
      // Written before the agent is away counts too: an absent agent's chat is queued with the next message.
      const session = { ...organization.session(id), awaitingSince: NOON, customerMessages: 1 };
      return endSession(session, NOON + LIMIT, { kind: "idle" }, () => null).reduce(applyFact, session);
    };

    expect(left(false)).toMatchObject({
      unattended: true,
      heldBefore: ada,
      firstUntil: NOON + LIMIT + 30 * MINUTE,
    });
    expect(left(true)).toMatchObject({ unattended: true, heldBefore: ada });
    expect(left(true).firstUntil).toBeUndefined();
  });

  test("where the chatbot did not know and nobody took up its offer, and not where it knew", () => {
    expect([answered("answered"), answered("unsure")]).toEqual([false, true]);
  });

  test("where the chatbot's answer had not come", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id);
    organization.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));

    expect(organization.session(id)).toMatchObject({ unattended: true });
    expect(organization.session(id).heldBefore).toBeUndefined();
  });
});

test("a member may end their own chat, and one that no agent holds", () => {
  const organization = new InMemoryOrganization();
  const [own, free] = [organization.open("maria"), organization.open("jo")];
  memberReplies(organization, own, ada);
  const by = { kind: "member", ...ada } as const;

  for (const id of [own, free]) {
    organization.act([id], (scene) => decideEnd(scene, id, by));
    expect(organization.session(id).endedAt).toBe(NOON);
  }
});

test("who is refused an end is told whose chat it is", () => {
  const organization = new InMemoryOrganization();
  const id = organization.open("maria");
  memberReplies(organization, id, ada);

  expect(decideEnd(organization.scene(), id, { kind: "member", ...ben }).refusal).toMatchObject({
    detail: "ada",
  });
  expect(decideEnd(organization.scene(), id, { kind: "customer" }).refusal).toBeNull();
});
