import { describe, expect, test } from "bun:test";
import { decideEnd } from "./end-session.ts";
import { decideAttend } from "../routing/take-chat.ts";
import { liveAgents, TestDesk } from "../testing/in-memory-organization.ts";
import { ada, ben, reply, write } from "../testing/exchange-messages.ts";

describe("an end", () => {
  test("by a customer in line with something to say is left for somebody to see to", () => {
    const desk = new TestDesk(liveAgents);
    const id = desk.open("maria");
    write(desk, id);

    desk.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));
    expect(desk.session(id).unattended).toBe(true);
    desk.act([id], (scene) => decideAttend(scene, id, ada));

    expect(desk.session(id).unattended).toBe(false);
  });

  test("by a member is not for somebody else's chat", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    reply(desk, id, ada);

    expect(() => desk.act([id], (scene) => decideEnd(scene, id, { kind: "member", ...ben }))).toThrow(
      expect.objectContaining({ code: "held-by-other" }),
    );
  });

  test("stops the chatbot in mid-sentence", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    write(desk, id);

    desk.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));

    expect(desk.kinds(id).slice(-2)).toEqual(["bot-turn-stopped", "session-ended"]);
  });

  test("twice is once", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    desk.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));

    desk.act([id], (scene) => decideEnd(scene, id, { kind: "customer" }));

    expect(desk.kinds(id).filter((kind) => kind === "session-ended")).toHaveLength(1);
  });
});
