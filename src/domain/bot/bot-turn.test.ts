import { describe, expect, test } from "bun:test";
import { decideStopBot } from "../conversations/customer-requests.ts";
import {
  type BotAnswer,
  decideAnswer,
  decideFailure,
  decideOrphan,
  decideStoppedWords,
  TURN_MAX_MS,
} from "./bot-turn.ts";
import type { SessionId, TurnId } from "../model/ids.ts";
import { MINUTE, SECOND } from "../model/instant.ts";
import { NOON, TestDesk } from "../testing/in-memory-organization.ts";
import { reply, write } from "../testing/exchange-messages.ts";

function turnOf(desk: TestDesk, id: SessionId): TurnId {
  const turn = desk.session(id).botTurn;
  if (turn === null) throw new Error("the chatbot is not at work");
  return turn.turnId;
}
function answer(desk: TestDesk, sessionId: SessionId, turnId: TurnId, change: Partial<BotAnswer> = {}) {
  const said: BotAnswer = {
    sessionId,
    turnId,
    attempt: 1,
    text: "Yes.",
    sources: [],
    verdict: "answered",
    ...change,
  };
  return desk.act([sessionId], (scene) => decideAnswer(scene, said));
}
function asked(): { desk: TestDesk; id: SessionId; turnId: TurnId } {
  const desk = new TestDesk();
  const id = desk.open("maria");
  write(desk, id);
  return { desk, id, turnId: turnOf(desk, id) };
}

describe("the chatbot's turn", () => {
  test("begins in the write that causes it", () => {
    const { desk, id } = asked();

    expect(desk.kinds(id)).toEqual(["session-opened", "message-posted", "bot-turn-started"]);
  });

  test("does not begin before the customer has written", () => {
    const desk = new TestDesk();

    expect(desk.session(desk.open("maria")).botTurn).toBeNull();
  });

  test("ends with the answer, which winds the clock", () => {
    const { desk, id, turnId } = asked();
    desk.now = NOON + MINUTE / 2;

    expect(answer(desk, id, turnId)).toBe(true);

    expect(desk.session(id)).toMatchObject({
      botTurn: null,
      awaitingSince: null,
      clock: { expiresAt: NOON + 5.5 * MINUTE },
    });
  });

  test("messages that come meanwhile are answered together, in one turn after it", () => {
    const { desk, id, turnId } = asked();
    write(desk, id);
    write(desk, id);
    expect(turnOf(desk, id)).toBe(turnId);

    answer(desk, id, turnId);

    expect(turnOf(desk, id)).not.toBe(turnId);
    expect(desk.session(id).botTurn).toMatchObject({ answers: 3 });
  });

  test("keeps the session open until it gives up", () => {
    const desk = new TestDesk((settings) => ({
      ...settings,
      sessions: { limitMs: 10 * SECOND, warningMs: 5 * SECOND },
    }));
    const id = desk.open("maria");

    write(desk, id);

    expect(desk.session(id).clock.expiresAt).toBe(NOON + TURN_MAX_MS);
  });
});

describe("a chatbot never talks over a person", () => {
  test("an answer that comes after a person took over is dropped", () => {
    const { desk, id, turnId } = asked();
    reply(desk, id);

    expect(answer(desk, id, turnId)).toBe(false);
    expect(desk.session(id).ourMessages).toBe(1);
  });

  test("what it had said so far is kept once, marked as stopped, and moves no clock", () => {
    const { desk, id, turnId } = asked();
    reply(desk, id);
    const { clock } = desk.session(id);
    desk.now = NOON + MINUTE;

    for (let i = 0; i < 2; i++) {
      desk.act([id], (scene) => decideStoppedWords(scene, { sessionId: id, turnId, text: "Yes, with" }));
    }

    expect(desk.kinds(id).filter((kind) => kind === "message-posted")).toHaveLength(3);
    expect(desk.session(id).clock).toEqual(clock);
  });

  test("an answer to an older turn is dropped", () => {
    const { desk, id, turnId } = asked();
    desk.act([id], (scene) => decideStopBot(scene, id));
    write(desk, id);

    expect(answer(desk, id, turnId)).toBe(false);
  });
});

describe("Stop", () => {
  test("ends the turn and leaves the chatbot holding, silent", () => {
    const { desk, id } = asked();

    desk.act([id], (scene) => decideStopBot(scene, id));

    expect(desk.session(id)).toMatchObject({ holder: { kind: "bot" }, botTurn: null });
  });

  test("what was written during the stopped answer is still answered", () => {
    const { desk, id, turnId } = asked();
    write(desk, id);

    desk.act([id], (scene) => decideStopBot(scene, id));

    expect(turnOf(desk, id)).not.toBe(turnId);
  });
});

describe("a chatbot that does not know", () => {
  test("offers a person and keeps the chat", () => {
    const { desk, id, turnId } = asked();

    answer(desk, id, turnId, { verdict: "unsure" });

    expect(desk.kinds(id).at(-1)).toBe("person-offered");
    expect(desk.session(id).holder).toEqual({ kind: "bot" });
  });

  test("passes on at once, where the company chose that", () => {
    const { desk, id, turnId } = asked();
    desk.settings = { ...desk.settings, fallbacks: { ...desk.settings.fallbacks, onBotUnsure: "queue" } };

    answer(desk, id, turnId, { verdict: "unsure" });

    expect(desk.session(id)).toMatchObject({ holder: { kind: "queue" }, needsPerson: true });
  });

  test("may ask for a person without a word", () => {
    const { desk, id, turnId } = asked();

    answer(desk, id, turnId, { verdict: "asks-person", text: "" });

    expect(desk.session(id)).toMatchObject({ holder: { kind: "queue" }, needsPerson: true, ourMessages: 0 });
  });
});

describe("a chatbot that fails", () => {
  test("passes the customer on to a person, never in silence", () => {
    const { desk, id, turnId } = asked();
    desk.hire("ada");

    desk.act([id], (scene) =>
      decideFailure(scene, { sessionId: id, turnId, attempt: 1, cause: "unauthorized" }),
    );

    expect(desk.kinds(id).slice(-3)).toEqual(["bot-turn-failed", "session-held", "session-held"]);
    expect(desk.session(id).holder).toMatchObject({ name: "ada" });
  });

  test("without a word has failed by the time it gives up, whoever looks", () => {
    const { desk, id } = asked();
    desk.now = NOON + TURN_MAX_MS;

    desk.act([id], () => ({ facts: [], refusal: null, result: null }));

    expect(desk.session(id)).toMatchObject({
      holder: { kind: "queue" },
      needsPerson: true,
      queuedAt: NOON + TURN_MAX_MS,
    });
  });

  test("its process gone, it runs once more under the same id", () => {
    const { desk, id, turnId } = asked();

    for (const instanceId of ["there", "elsewhere"])
      desk.act([id], (scene) =>
        decideOrphan({ ...scene, instanceId }, { sessionId: id, turnId, attempt: 1 }),
      );

    // Both found it; the second finds that it has been taken.
    expect(desk.session(id).botTurn).toMatchObject({ turnId, attempt: 2, instanceId: "there" });
  });

  test("a process that comes back from the dead answers and fails no more", () => {
    const { desk, id, turnId } = asked();
    desk.act([id], (scene) => decideOrphan(scene, { sessionId: id, turnId, attempt: 1 }));
    const before = desk.kinds(id);

    answer(desk, id, turnId);
    desk.act([id], (scene) => decideFailure(scene, { sessionId: id, turnId, attempt: 1, cause: "timeout" }));
    expect(desk.kinds(id)).toEqual(before);

    answer(desk, id, turnId, { attempt: 2 });
    expect(desk.kinds(id).slice(before.length)).toEqual(["message-posted"]);
  });

  test("its second process gone as well, it has failed", () => {
    const { desk, id, turnId } = asked();

    for (const attempt of [1, 2])
      desk.act([id], (scene) => decideOrphan(scene, { sessionId: id, turnId, attempt }));

    expect(desk.session(id).holder).toEqual({ kind: "queue" });
  });
});
