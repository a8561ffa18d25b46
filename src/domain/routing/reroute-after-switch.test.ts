import { describe, expect, test } from "bun:test";
import { decideAskPerson } from "../conversations/customer-requests.ts";
import { decided } from "../model/decision.ts";
import type { SessionId } from "../model/ids.ts";
import { MINUTE } from "../model/instant.ts";
import { liveAgents, NOON, TestDesk } from "../testing/in-memory-organization.ts";
import { reply, write } from "../testing/exchange-messages.ts";
import { decideSwitch, decideUndo } from "./answering-switch.ts";

const ana = { memberId: "mem_ana", name: "Ana" } as const;

function turn(desk: TestDesk, answers: "bot" | "agents") {
  return desk.act([], (scene) => decideSwitch(scene, answers, ana));
}
function undo(desk: TestDesk) {
  return desk.act([], (scene) => decideUndo(scene, desk.settings.switch.no, ana));
}
/** As the desk does after a turn: touching a session moves it. */
function touch(desk: TestDesk, ...ids: SessionId[]) {
  desk.act(ids, () => decided([], null));
}

describe("turning the switch to live agents", () => {
  test("stops running answers and puts every chat of the chatbot in line", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    write(desk, id);

    turn(desk, "agents");
    touch(desk, id);

    expect(desk.kinds(id).slice(-2)).toEqual(["bot-turn-stopped", "session-held"]);
    expect(desk.session(id)).toMatchObject({ holder: { kind: "queue" }, needsPerson: false });
  });

  test("routes the next message even before the chat was moved", () => {
    const desk = new TestDesk();
    desk.hire("ada");
    const id = desk.open("maria");

    turn(desk, "agents");
    write(desk, id);

    expect(desk.session(id)).toMatchObject({ holder: { name: "ada" }, botTurn: null });
  });

  test("turning it to where it stands is no turn", () => {
    const desk = new TestDesk();

    expect(turn(desk, "bot").no).toBe(1);
  });
});

describe("turning the switch to the chatbot", () => {
  test("gives it everybody in line, and it answers what is open", () => {
    const desk = new TestDesk(liveAgents);
    const id = desk.open("maria");
    write(desk, id);

    turn(desk, "bot");
    touch(desk, id);

    expect(desk.session(id).botTurn).not.toBeNull();
  });

  test("except who asked for a person", () => {
    const desk = new TestDesk(liveAgents);
    const id = desk.open("maria");
    desk.act([id], (scene) => decideAskPerson(scene, id));

    turn(desk, "bot");
    touch(desk, id);

    expect(desk.session(id)).toMatchObject({ holder: { kind: "queue" }, routedUnder: 2 });
  });

  test("agents keep their chats", () => {
    const desk = new TestDesk(liveAgents);
    desk.hire("ada");
    const id = desk.open("maria");

    turn(desk, "bot");
    touch(desk, id);

    expect(desk.session(id).holder).toMatchObject({ name: "ada" });
  });
});

describe("taking a turn of the switch back", () => {
  test("takes back chats it gave out in which nobody has written", () => {
    const desk = new TestDesk();
    desk.hire("ada");
    const id = desk.open("maria");
    turn(desk, "agents");
    touch(desk, id);
    expect(desk.session(id).holder).toMatchObject({ name: "ada" });

    undo(desk);
    touch(desk, id);

    expect(desk.session(id).holder).toEqual({ kind: "bot" });
  });

  test("leaves those in which a member has written", () => {
    const desk = new TestDesk();
    desk.hire("ada");
    const id = desk.open("maria");
    turn(desk, "agents");
    touch(desk, id);
    reply(desk, id);

    undo(desk);
    touch(desk, id);

    expect(desk.session(id).holder).toMatchObject({ name: "ada" });
  });

  test("gives who stood in line their old place back", () => {
    const desk = new TestDesk(liveAgents);
    const first = desk.open("maria");
    turn(desk, "bot");
    touch(desk, first);
    desk.now = NOON + MINUTE;

    undo(desk);
    touch(desk, first);

    expect(desk.session(first)).toMatchObject({ holder: { kind: "queue" }, queuedAt: NOON });
  });

  test("is for the newest turn only", () => {
    const desk = new TestDesk();
    turn(desk, "agents");

    expect(() => desk.act([], (scene) => decideUndo(scene, 1, ana))).toThrow(
      expect.objectContaining({ code: "nothing-to-undo" }),
    );
  });
});
