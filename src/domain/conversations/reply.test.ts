import { describe, expect, test } from "bun:test";
import { decideTakeOver } from "../routing/take-chat.ts";
import { InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { ada, ben, memberReplies, customerWrites } from "../testing/exchange-messages.ts";

describe("when a member replies", () => {
  test("in a chat of the chatbot, they have joined it in the same write", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id);

    memberReplies(organization, id);

    expect(organization.kinds(id).slice(-3)).toEqual(["bot-turn-stopped", "session-held", "message-posted"]);
    expect(organization.session(id)).toMatchObject({
      holder: { kind: "agent", name: "ada" },
      needsPerson: true,
    });
  });

  test("in another member's chat, they are told whose it is", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    memberReplies(organization, id, ada);

    expect(() => memberReplies(organization, id, ben)).toThrow(
      expect.objectContaining({ code: "held-by-other", detail: "ada" }),
    );
  });

  test("a list can tell whose the last words are", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");

    memberReplies(organization, id, ben);

    expect(organization.session(id).lastWords).toMatchObject({
      by: "member",
      memberId: ben.memberId,
      name: ben.name,
    });
  });

  test("nobody waits any more", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id);

    memberReplies(organization, id);

    expect(organization.session(id).awaitingSince).toBeNull();
  });

  test("the same reply twice is said once, even after somebody else took the chat", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    memberReplies(organization, id, ada, "one");
    organization.act([id], (scene) => decideTakeOver(scene, id, ben));

    memberReplies(organization, id, ada, "one");

    expect(organization.session(id).ourMessages).toBe(1);
  });
});
