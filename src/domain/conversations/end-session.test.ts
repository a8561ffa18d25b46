import { describe, expect, test } from "bun:test";
import { decideEnd } from "./end-session.ts";
import type { EndedBy } from "../model/session.ts";
import { decideAttend } from "../routing/attend-chat.ts";
import { liveAgents, InMemoryOrganization, NOON } from "../testing/in-memory-organization.ts";
import { ada, ben, memberReplies, customerWrites } from "../testing/exchange-messages.ts";

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

  test("but not where an agent or the chatbot had the chat", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id);
    organization.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));

    expect(organization.session(id).unattended).toBe(false);
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
