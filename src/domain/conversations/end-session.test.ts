import { describe, expect, test } from "bun:test";
import { decideEnd } from "./end-session.ts";
import { decideAttend } from "../routing/attend-chat.ts";
import { liveAgents, InMemoryOrganization } from "../testing/in-memory-organization.ts";
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
