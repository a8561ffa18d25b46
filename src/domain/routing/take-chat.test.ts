import { describe, expect, test } from "bun:test";
import { decideHandBack } from "./hand-back-chat.ts";
import { InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { ada, ben, memberReplies } from "../testing/exchange-messages.ts";

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
  });
});
