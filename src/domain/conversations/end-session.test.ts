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
