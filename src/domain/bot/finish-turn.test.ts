import { describe, expect, test } from "bun:test";
import { decideStopBot } from "../conversations/customer-requests.ts";
import { type BotAnswer, decideBotAnswer, decideBotFailure, decideKeepStoppedText } from "./finish-turn.ts";
import { decideRetryOrphanedTurn } from "./retry-orphaned-turn.ts";
import type { SessionId, TurnId } from "../model/ids.ts";
import { MINUTE, SECOND } from "../model/instant.ts";
import { NOON, InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { memberReplies, customerWrites } from "../testing/exchange-messages.ts";
import { TURN_MAX_MS } from "./start-turn.ts";

function turnOf(organization: InMemoryOrganization, id: SessionId): TurnId {
  const turn = organization.session(id).botTurn;
  if (turn === null) throw new Error("the chatbot has no open turn");
  return turn.turnId;
}
function answer(
  organization: InMemoryOrganization,
  sessionId: SessionId,
  turnId: TurnId,
  change: Partial<BotAnswer> = {},
) {
  const said: BotAnswer = {
    sessionId,
    turnId,
    attempt: 1,
    text: "Yes.",
    sources: [],
    verdict: "answered",
    isShortened: false,
    ...change,
  };
  return organization.act([sessionId], (scene) => decideBotAnswer(scene, said));
}
function asked(): { desk: InMemoryOrganization; id: SessionId; turnId: TurnId } {
  const organization = new InMemoryOrganization();
  const id = organization.open("maria");
  customerWrites(organization, id);
  return { desk: organization, id, turnId: turnOf(organization, id) };
}

describe("the chatbot's turn", () => {
  test("begins in the write that causes it", () => {
    const { desk: organization, id } = asked();

    expect(organization.kinds(id)).toEqual(["session-opened", "message-posted", "bot-turn-started"]);
  });

  test("does not begin before the customer has written", () => {
    const organization = new InMemoryOrganization();

    expect(organization.session(organization.open("maria")).botTurn).toBeNull();
  });

  test("ends with the answer, which winds the clock", () => {
    const { desk: organization, id, turnId } = asked();
    organization.now = NOON + MINUTE / 2;

    expect(answer(organization, id, turnId)).toBe(true);

    expect(organization.session(id)).toMatchObject({
      botTurn: null,
      awaitingSince: null,
      clock: { expiresAt: NOON + 5.5 * MINUTE },
    });
  });

  test("ends with a shortened answer as with any, and the answer says so", () => {
    const { desk: organization, id, turnId } = asked();

    answer(organization, id, turnId, { isShortened: true });

    const last = organization.facts.at(-1);
    expect(last).toMatchObject({ kind: "message-posted", message: { stopped: false, shortened: true } });
    expect(organization.session(id)).toMatchObject({ botTurn: null, ourMessages: 1 });
  });

  test("messages that come meanwhile are answered together, in one turn after it", () => {
    const { desk: organization, id, turnId } = asked();
    customerWrites(organization, id);
    customerWrites(organization, id);
    expect(turnOf(organization, id)).toBe(turnId);

    answer(organization, id, turnId);

    expect(turnOf(organization, id)).not.toBe(turnId);
    expect(organization.session(id).botTurn).toMatchObject({ answers: 3 });
  });

  test("keeps the session open until it gives up", () => {
    const organization = new InMemoryOrganization((settings) => ({
      ...settings,
      sessions: { limitMs: 10 * SECOND, warningMs: 5 * SECOND },
    }));
    const id = organization.open("maria");

    customerWrites(organization, id);

    expect(organization.session(id).clock.expiresAt).toBe(NOON + TURN_MAX_MS);
  });
});

describe("a chatbot never talks over a person", () => {
  test("an answer that comes after a person took over is dropped", () => {
    const { desk: organization, id, turnId } = asked();
    memberReplies(organization, id);

    expect(answer(organization, id, turnId)).toBe(false);
    expect(organization.session(id).ourMessages).toBe(1);
  });

  test("what it had said so far is kept once, marked as stopped, and moves no clock", () => {
    const { desk: organization, id, turnId } = asked();
    memberReplies(organization, id);
    const { clock } = organization.session(id);
    organization.now = NOON + MINUTE;

    for (let i = 0; i < 2; i++) {
      organization.act([id], (scene) =>
        decideKeepStoppedText(scene, { sessionId: id, turnId, text: "Yes, with" }),
      );
    }

    expect(organization.kinds(id).filter((kind) => kind === "message-posted")).toHaveLength(3);
    expect(organization.session(id).clock).toEqual(clock);
  });

  test("an answer to an older turn is dropped", () => {
    const { desk: organization, id, turnId } = asked();
    organization.act([id], (scene) => decideStopBot(scene, id));
    customerWrites(organization, id);

    expect(answer(organization, id, turnId)).toBe(false);
  });
});

describe("Stop", () => {
  test("ends the turn and leaves the chatbot holding, silent", () => {
    const { desk: organization, id } = asked();

    organization.act([id], (scene) => decideStopBot(scene, id));

    expect(organization.session(id)).toMatchObject({ holder: { kind: "bot" }, botTurn: null });
  });

  test("what was written during the stopped answer is still answered", () => {
    const { desk: organization, id, turnId } = asked();
    customerWrites(organization, id);

    organization.act([id], (scene) => decideStopBot(scene, id));

    expect(turnOf(organization, id)).not.toBe(turnId);
  });
});

describe("a chatbot that does not know", () => {
  test("offers a person and keeps the chat", () => {
    const { desk: organization, id, turnId } = asked();

    answer(organization, id, turnId, { verdict: "unsure" });

    expect(organization.kinds(id).at(-1)).toBe("person-offered");
    expect(organization.session(id).holder).toEqual({ kind: "bot" });
  });

  test("passes on at once, where the company chose that", () => {
    const { desk: organization, id, turnId } = asked();
    organization.settings = {
      ...organization.settings,
      fallbacks: { ...organization.settings.fallbacks, onBotUnsure: "queue" },
    };

    answer(organization, id, turnId, { verdict: "unsure" });

    expect(organization.session(id)).toMatchObject({ holder: { kind: "queue" }, needsPerson: true });
  });

  test("may ask for a person without a word", () => {
    const { desk: organization, id, turnId } = asked();

    answer(organization, id, turnId, { verdict: "asks-person", text: "" });

    expect(organization.session(id)).toMatchObject({
      holder: { kind: "queue" },
      needsPerson: true,
      ourMessages: 0,
    });
  });
});

describe("outside the hours", () => {
  test.each(["unsure", "asks-person"] as const)(
    "a chatbot that is %s keeps the chat and offers a person",
    (verdict) => {
      const { desk: organization, id, turnId } = asked();
      organization.addMember("ada");
      const { fallbacks } = organization.settings;
      organization.settings = { ...organization.settings, fallbacks: { ...fallbacks, onBotUnsure: "queue" } };
      organization.opening = { isOpen: false, until: NOON + MINUTE };

      answer(organization, id, turnId, { verdict });

      expect(organization.session(id).holder).toEqual({ kind: "bot" });
      expect(organization.kinds(id).at(-1)).toBe("person-offered");
    },
  );

  test("one that fails still passes the customer on, because it cannot answer", () => {
    const { desk: organization, id, turnId } = asked();
    organization.opening = { isOpen: false, until: NOON + MINUTE };

    organization.act([id], (scene) =>
      decideBotFailure(scene, { sessionId: id, turnId, attempt: 1, cause: "timeout", text: "" }),
    );

    expect(organization.session(id).holder).toEqual({ kind: "queue" });
  });
});

describe("a chatbot that fails", () => {
  test("passes the customer on to a person, never in silence", () => {
    const { desk: organization, id, turnId } = asked();
    organization.addMember("ada");

    organization.act([id], (scene) =>
      decideBotFailure(scene, { sessionId: id, turnId, attempt: 1, cause: "unauthorized", text: "" }),
    );

    expect(organization.kinds(id).slice(-3)).toEqual(["bot-turn-failed", "session-held", "session-held"]);
    expect(organization.session(id).holder).toMatchObject({ name: "ada" });
  });

  test("leaves what the customer has read, marked as broken off, before the hand-over", () => {
    const { desk: organization, id, turnId } = asked();
    const { clock } = organization.session(id);
    const fail = (text: string) =>
      organization.act([id], (scene) =>
        decideBotFailure(scene, { sessionId: id, turnId, attempt: 1, cause: "cut", text }),
      );

    expect(fail("We open at")).toBe(true);
    expect(fail("We open at")).toBe(false);

    expect(organization.kinds(id).slice(-3)).toEqual(["message-posted", "bot-turn-failed", "session-held"]);
    expect(organization.facts.findLast((fact) => fact.kind === "message-posted")).toMatchObject({
      message: { text: "We open at", stopped: true, clientId: turnId },
    });
    expect(organization.session(id)).toMatchObject({
      ourMessages: 0,
      botTurn: null,
      holder: { kind: "queue" },
    });
    expect(organization.session(id).clock.idleAt).toBe(clock.idleAt);
  });

  test("leaves no message where nothing could be read", () => {
    const { desk: organization, id, turnId } = asked();

    organization.act([id], (scene) =>
      decideBotFailure(scene, { sessionId: id, turnId, attempt: 1, cause: "cut", text: " \n" }),
    );

    expect(organization.kinds(id).filter((kind) => kind === "message-posted")).toHaveLength(1);
  });

  test("without a word has failed by the time it gives up, whoever looks", () => {
    const { desk: organization, id } = asked();
    organization.now = NOON + TURN_MAX_MS;

    organization.act([id], () => ({ facts: [], refusal: null, result: null }));

    expect(organization.session(id)).toMatchObject({
      holder: { kind: "queue" },
      needsPerson: true,
      queuedAt: NOON + TURN_MAX_MS,
    });
    expect(organization.facts.at(-2)).toMatchObject({ kind: "bot-turn-failed", cause: "timeout" });
  });

  test("its process gone, it runs once more under the same id", () => {
    const { desk: organization, id, turnId } = asked();

    for (const instanceId of ["there", "elsewhere"])
      organization.act([id], (scene) =>
        decideRetryOrphanedTurn({ ...scene, instanceId }, { sessionId: id, turnId, attempt: 1 }),
      );

    // Both instances found the turn. The second finds it already taken over.
    expect(organization.session(id).botTurn).toMatchObject({ turnId, attempt: 2, instanceId: "there" });
  });

  test("a process that comes back from the dead answers and fails no more", () => {
    const { desk: organization, id, turnId } = asked();
    organization.act([id], (scene) => decideRetryOrphanedTurn(scene, { sessionId: id, turnId, attempt: 1 }));
    const before = organization.kinds(id);

    answer(organization, id, turnId);
    organization.act([id], (scene) =>
      decideBotFailure(scene, { sessionId: id, turnId, attempt: 1, cause: "timeout", text: "Yes" }),
    );
    expect(organization.kinds(id)).toEqual(before);

    answer(organization, id, turnId, { attempt: 2 });
    expect(organization.kinds(id).slice(before.length)).toEqual(["message-posted"]);
  });

  test("its second process gone as well, it has failed", () => {
    const { desk: organization, id, turnId } = asked();

    for (const attempt of [1, 2])
      organization.act([id], (scene) => decideRetryOrphanedTurn(scene, { sessionId: id, turnId, attempt }));

    expect(organization.session(id).holder).toEqual({ kind: "queue" });
  });
});

describe("what a turn records", () => {
  const SOURCES = [{ articleId: "art_1", title: "Returns" }];

  test("is a turn that gives up after a minute, for the messages so far", () => {
    const { desk: organization, id } = asked();

    expect(organization.session(id).botTurn).toEqual({
      turnId: turnOf(organization, id),
      generation: 1,
      instanceId: "here",
      attempt: 1,
      startedAt: NOON,
      givesUpAt: NOON + 60_000,
      answers: 1,
    });
    expect(turnOf(organization, id)).toStartWith("trn_");
  });

  test("is the answer under the turn's id, by the chatbot's name, with its sources", () => {
    const { desk: organization, id, turnId } = asked();
    organization.now = NOON + 1;
    answer(organization, id, turnId, { sources: SOURCES });
    const [posted] = organization.facts.filter(({ kind }) => kind === "message-posted").slice(1);
    const message = posted?.kind === "message-posted" ? posted.message : null;

    expect(message).toEqual({
      id: expect.stringMatching(/^msg_./) as never,
      sessionId: id,
      author: { kind: "bot", name: "Chatbot", turnId },
      clientId: turnId,
      text: "Yes.",
      sentAt: NOON + 1,
      sources: SOURCES,
      stopped: false,
    });
  });

  test("is the failure with its cause, and that a person is needed", () => {
    const { desk: organization, id, turnId } = asked();
    organization.act([id], (scene) =>
      decideBotFailure(scene, { sessionId: id, turnId, attempt: 1, cause: "unauthorized", text: "" }),
    );

    expect(organization.facts.slice(-2)).toMatchObject([
      { kind: "bot-turn-failed", turnId, cause: "unauthorized", at: NOON, sessionId: id },
      { kind: "session-held", holder: { kind: "queue" }, why: { kind: "bot-failed" }, needsPerson: true },
    ]);
  });

  test.each([
    ["unsure", "bot-unsure"],
    ["asks-person", "bot-asked"],
  ] as const)("of a verdict “%s” is why the chat is queued: %s", (verdict, why) => {
    const { desk: organization, id, turnId } = asked();
    organization.settings = {
      ...organization.settings,
      fallbacks: { ...organization.settings.fallbacks, onBotUnsure: "queue" },
    };
    answer(organization, id, turnId, { verdict });

    expect(organization.facts.at(-1)).toMatchObject({
      kind: "session-held",
      why: { kind: why },
      needsPerson: true,
    });
  });

  test("after an answer that is one is nothing more", () => {
    const { desk: organization, id, turnId } = asked();
    answer(organization, id, turnId);

    expect(organization.kinds(id).at(-1)).toBe("message-posted");
    expect(organization.session(id).holder).toEqual({ kind: "bot" });
  });

  test("of the attempt after the last is a failure: nobody could be reached", () => {
    const { desk: organization, id, turnId } = asked();
    for (const attempt of [1, 2])
      organization.act([id], (scene) => decideRetryOrphanedTurn(scene, { sessionId: id, turnId, attempt }));

    expect(organization.facts.at(-2)).toMatchObject({ kind: "bot-turn-failed", cause: "unreachable" });
  });

  test("is nothing of a chat that is not there, or of words while their turn is open", () => {
    const { desk: organization, id, turnId } = asked();
    const keep = (sessionId: SessionId) =>
      decideKeepStoppedText(organization.scene(), { sessionId, turnId, text: "Yes" }).facts;

    expect(keep("ses_nowhere")).toEqual([]);
    expect(keep(id)).toEqual([]);
    organization.act([id], (scene) => decideStopBot(scene, id));
    expect(keep(id)).toMatchObject([
      { kind: "message-posted", message: { text: "Yes", stopped: true, sources: [] } },
    ]);
    organization.now = NOON + 60 * MINUTE;
    organization.act([id], () => ({ facts: [], refusal: null, result: null }));
    expect(keep(id)).toEqual([]);
  });

  test("of an attempt that is not the open one is nothing, and the caller is told", () => {
    const { desk: organization, id, turnId } = asked();
    const said = { text: "Yes", sources: [], verdict: "answered", isShortened: false } as const;
    const stale = [
      { sessionId: id, turnId: "trn_other", attempt: 1 },
      { sessionId: id, turnId, attempt: 2 },
      { sessionId: "ses_nowhere", turnId, attempt: 1 },
    ] as const;
    for (const attempt of stale) {
      const scene = organization.scene();
      expect(decideBotAnswer(scene, { ...attempt, ...said })).toMatchObject({ facts: [], result: false });
      expect(decideBotFailure(scene, { ...attempt, cause: "cut", text: "" })).toMatchObject({
        facts: [],
        result: false,
      });
      expect(decideRetryOrphanedTurn(scene, attempt).facts).toEqual([]);
    }
    const session = { ...organization.session(id), generation: 2 };
    const moved = { ...organization.scene(), session: () => session };
    expect(decideBotAnswer(moved, { sessionId: id, turnId, attempt: 1, ...said }).result).toBe(false);
  });
});
