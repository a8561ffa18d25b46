import { describe, expect, test } from "bun:test";
import { decideHandBack } from "./take-chat.ts";
import { TestDesk } from "../testing/in-memory-organization.ts";
import { ada, ben, reply } from "../testing/exchange-messages.ts";

describe("handing back to the chatbot", () => {
  test("is for who holds the chat", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    reply(desk, id, ada);

    expect(() => desk.act([id], (scene) => decideHandBack(scene, id, ben))).toThrow(
      expect.objectContaining({ code: "not-held-by-you" }),
    );
    desk.act([id], (scene) => decideHandBack(scene, id, ada));

    expect(desk.session(id)).toMatchObject({ holder: { kind: "bot" }, needsPerson: false, botTurn: null });
  });
});
