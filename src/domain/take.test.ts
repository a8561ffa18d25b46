import { describe, expect, test } from "bun:test";
import { decideHandBack } from "./take.ts";
import { TestDesk } from "./testing.ts";
import { ada, ben, reply } from "./testing/talking.ts";

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
