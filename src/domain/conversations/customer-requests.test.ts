import { describe, expect, test } from "bun:test";
import { decideAskBot, decideAskPerson, decideKeepOpen } from "./customer-requests.ts";
import { MINUTE, SECOND } from "../model/instant.ts";
import { liveAgents, NOON, TestDesk } from "../testing/in-memory-organization.ts";
import { write } from "../testing/exchange-messages.ts";

const LIMIT = 5 * MINUTE;

describe("keeping the chat open", () => {
  test("counts the limit from now", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    desk.now = NOON + 4 * MINUTE;

    desk.act([id], (scene) => decideKeepOpen(scene, id));

    expect(desk.session(id).clock.expiresAt).toBe(NOON + 9 * MINUTE);
  });

  test("keeps the place in line", () => {
    const desk = new TestDesk(liveAgents);
    const id = desk.open("maria");
    desk.now = NOON + 4 * MINUTE;

    desk.act([id], (scene) => decideKeepOpen(scene, id));

    expect(desk.session(id).queuedAt).toBe(NOON);
  });

  test("a changed limit counts from the next message", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    desk.settings = { ...desk.settings, sessions: { limitMs: 10 * SECOND, warningMs: 5 * SECOND } };
    desk.now = NOON + MINUTE;

    expect(desk.session(id).clock.expiresAt).toBe(NOON + LIMIT);
    write(desk, id);

    expect(desk.session(id).clock.idleAt).toBe(NOON + MINUTE + 10 * SECOND);
  });
});

describe("asking for a person", () => {
  test("stops the chatbot and joins the line", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    write(desk, id);

    desk.act([id], (scene) => decideAskPerson(scene, id));

    expect(desk.session(id)).toMatchObject({ holder: { kind: "queue" }, needsPerson: true, botTurn: null });
  });

  test("goes to a free agent at once", () => {
    const desk = new TestDesk();
    desk.hire("ada");
    const id = desk.open("maria");

    desk.act([id], (scene) => decideAskPerson(scene, id));

    expect(desk.session(id).holder).toMatchObject({ name: "ada" });
  });

  test("who changes their mind goes back to the chatbot, which answers what is open", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    desk.act([id], (scene) => decideAskPerson(scene, id));
    write(desk, id);

    desk.act([id], (scene) => decideAskBot(scene, id));

    expect(desk.session(id)).toMatchObject({ holder: { kind: "bot" }, needsPerson: false });
    expect(desk.session(id).botTurn).not.toBeNull();
  });

  test("the chatbot cannot be asked while live agents answer", () => {
    const desk = new TestDesk(liveAgents);
    const id = desk.open("maria");

    expect(() => desk.act([id], (scene) => decideAskBot(scene, id))).toThrow(
      expect.objectContaining({ code: "not-waiting" }),
    );
  });
});
