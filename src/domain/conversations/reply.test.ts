import { describe, expect, test } from "bun:test";
import { decideTakeOver } from "../routing/take-chat.ts";
import { TestDesk } from "../testing/in-memory-organization.ts";
import { ada, ben, reply, write } from "../testing/exchange-messages.ts";

describe("when a member replies", () => {
  test("in a chat of the chatbot, they have joined it in the same write", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    write(desk, id);

    reply(desk, id);

    expect(desk.kinds(id).slice(-3)).toEqual(["bot-turn-stopped", "session-held", "message-posted"]);
    expect(desk.session(id)).toMatchObject({ holder: { kind: "agent", name: "ada" }, needsPerson: true });
  });

  test("in another member's chat, they are told whose it is", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    reply(desk, id, ada);

    expect(() => reply(desk, id, ben)).toThrow(
      expect.objectContaining({ code: "held-by-other", detail: "ada" }),
    );
  });

  test("a list can tell whose the last words are", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");

    reply(desk, id, ben);

    expect(desk.session(id).lastWords).toMatchObject({
      by: "member",
      memberId: ben.memberId,
      name: ben.name,
    });
  });

  test("nobody waits any more", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    write(desk, id);

    reply(desk, id);

    expect(desk.session(id).awaitingSince).toBeNull();
  });

  test("the same reply twice is said once, even after somebody else took the chat", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    reply(desk, id, ada, "one");
    desk.act([id], (scene) => decideTakeOver(scene, id, ben));

    reply(desk, id, ada, "one");

    expect(desk.session(id).ourMessages).toBe(1);
  });
});
