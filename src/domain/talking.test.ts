import { describe, expect, test } from "bun:test";
import { decideAskBot, decideAskPerson, decideKeepOpen } from "./ask.ts";
import { decideGone, decideBack } from "./change-member.ts";
import { decideEnd } from "./end-session.ts";
import type { SessionId } from "./ids.ts";
import { MINUTE, SECOND } from "./instant.ts";
import { MESSAGE_MAX_LENGTH } from "./message.ts";
import { decideReceive } from "./receive-message.ts";
import { decideReply } from "./reply.ts";
import { decideAttend, decideHandBack, decideTakeOver } from "./take.ts";
import { liveAgents, NOON, TestDesk } from "./testing.ts";

const ada = { memberId: "mem_ada", name: "ada" } as const;
const ben = { memberId: "mem_ben", name: "ben" } as const;
const LIMIT = 5 * MINUTE;

function write(desk: TestDesk, sessionId: SessionId, text = "Hello", clientId = String(Math.random())) {
  return desk.act([sessionId], (scene) => decideReceive(scene, { sessionId, clientId, text }));
}
function answer(
  desk: TestDesk,
  sessionId: SessionId,
  member: typeof ada | typeof ben = ada,
  clientId = String(Math.random()),
) {
  return desk.act([sessionId], (scene) => decideReply(scene, { sessionId, clientId, text: "Hi" }, member));
}
const refusal = (code: string) => expect.objectContaining({ code });

describe("when a customer writes", () => {
  test("the words are kept without blank edges", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");

    write(desk, id, "  hello \r\n you ");

    expect(desk.session(id).lastWords).toMatchObject({ by: "customer", text: "hello \n you" });
  });

  test("a list can tell whose the last words are", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");

    answer(desk, id, ben);

    expect(desk.session(id).lastWords).toMatchObject({
      by: "member",
      memberId: ben.memberId,
      name: ben.name,
    });
  });

  test("at 4:59.999 the message is taken, and the five minutes begin again", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    desk.now = NOON + LIMIT - 1;

    write(desk, id);

    expect(desk.session(id).clock.idleAt).toBe(desk.now + LIMIT);
  });

  test("at 5:00.000 it is refused, and the session has ended at that moment", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    desk.now = NOON + LIMIT;

    expect(() => write(desk, id)).toThrow(refusal("session-ended"));
    expect(desk.session(id)).toMatchObject({ endedAt: NOON + LIMIT, endedBy: { kind: "idle" } });
  });

  test("however late the end is noticed, it is dated by the clock", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    desk.now = NOON + 60 * MINUTE;

    expect(() => write(desk, id)).toThrow(refusal("session-ended"));
    expect(desk.session(id).endedAt).toBe(NOON + LIMIT);
  });

  test("the same message twice is said once, even after the chat ended", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    write(desk, id, "Hello", "one");
    desk.now = NOON + 60 * MINUTE;

    const known = write(desk, id, "Hello", "one");

    expect(known).toMatchObject({ sentAt: NOON });
    expect(desk.session(id).customerMessages).toBe(1);
  });

  test.each([
    ["nothing but blanks", " \n ", "message-empty"],
    ["a letter too many", "a".repeat(MESSAGE_MAX_LENGTH + 1), "message-too-long"],
  ])("%s is refused with the reason", (_, text, code) => {
    const desk = new TestDesk();
    const id = desk.open("maria");

    expect(() => write(desk, id, text)).toThrow(refusal(code));
  });

  test("no refusal leaves a trace", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    const before = desk.facts.length;

    expect(() => write(desk, id, "")).toThrow();

    expect(desk.facts).toHaveLength(before);
  });
});

describe("opening", () => {
  test("with the chatbot answering, the chatbot holds the chat", () => {
    const desk = new TestDesk();

    expect(desk.session(desk.open("maria")).holder).toEqual({ kind: "bot" });
  });

  test("with live agents, a free one is given the chat in the same write", () => {
    const desk = new TestDesk(liveAgents);
    desk.hire("ada");

    expect(desk.session(desk.open("maria")).holder).toMatchObject({ kind: "agent", name: "ada" });
  });

  test("sending the form twice opens one chat", () => {
    const desk = new TestDesk();

    expect(desk.open("maria")).toBe(desk.open("maria"));
  });

  test("after the limit the form opens a new chat", () => {
    const desk = new TestDesk();
    const first = desk.open("maria");
    desk.now = NOON + LIMIT;

    expect(desk.open("maria")).not.toBe(first);
  });

  test("who comes back is seen to: what ended in line is no longer unattended", () => {
    const desk = new TestDesk(liveAgents);
    const first = desk.open("maria");
    write(desk, first);
    desk.now = NOON + LIMIT;
    expect(() => write(desk, first)).toThrow();
    expect(desk.session(first).unattended).toBe(true);

    desk.open("maria");

    expect(desk.session(first).unattended).toBe(false);
  });
});

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

describe("when a member replies", () => {
  test("in a chat of the chatbot, they have joined it in the same write", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    write(desk, id);

    answer(desk, id);

    expect(desk.kinds(id).slice(-3)).toEqual(["bot-turn-stopped", "session-held", "message-posted"]);
    expect(desk.session(id)).toMatchObject({ holder: { kind: "agent", name: "ada" }, needsPerson: true });
  });

  test("in another member's chat, they are told whose it is", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    answer(desk, id, ada);

    expect(() => answer(desk, id, ben)).toThrow(
      expect.objectContaining({ code: "held-by-other", detail: "ada" }),
    );
  });

  test("nobody waits any more", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    write(desk, id);

    answer(desk, id);

    expect(desk.session(id).awaitingSince).toBeNull();
  });

  test("the same reply twice is said once, even after somebody else took the chat", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    answer(desk, id, ada, "one");
    desk.act([id], (scene) => decideTakeOver(scene, id, ben));

    answer(desk, id, ada, "one");

    expect(desk.session(id).ourMessages).toBe(1);
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

    expect(() => desk.act([id], (scene) => decideAskBot(scene, id))).toThrow(refusal("not-waiting"));
  });
});

describe("handing back to the chatbot", () => {
  test("is for who holds the chat", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");
    answer(desk, id, ada);

    expect(() => desk.act([id], (scene) => decideHandBack(scene, id, ben))).toThrow(
      refusal("not-held-by-you"),
    );
    desk.act([id], (scene) => decideHandBack(scene, id, ada));

    expect(desk.session(id)).toMatchObject({ holder: { kind: "bot" }, needsPerson: false, botTurn: null });
  });
});

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
    answer(desk, id, ada);

    expect(() => desk.act([id], (scene) => decideEnd(scene, id, { kind: "member", ...ben }))).toThrow(
      refusal("held-by-other"),
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

describe("an agent whose connections are gone", () => {
  test("keeps a chat in which nothing is open, until the customer next writes", () => {
    const desk = new TestDesk(liveAgents);
    const id = desk.open("maria");
    desk.hire("ada", { present: false });
    answer(desk, id);

    desk.act([], (scene) => decideGone(scene, "mem_ada"));
    expect(desk.session(id).holder).toMatchObject({ name: "ada" });
    write(desk, id);

    expect(desk.session(id)).toMatchObject({ holder: { kind: "queue" }, returned: true });
  });

  test("loses a chat that waits for an answer", () => {
    const desk = new TestDesk(liveAgents);
    const id = desk.open("maria");
    desk.hire("ada", { present: false });
    answer(desk, id);
    write(desk, id);

    desk.act([], (scene) => decideGone(scene, "mem_ada"));

    expect(desk.session(id)).toMatchObject({ holder: { kind: "queue" }, returned: true });
  });

  test("who is back in time keeps everything", () => {
    const desk = new TestDesk(liveAgents);
    const id = desk.open("maria");
    desk.hire("ada", { present: false });
    answer(desk, id);
    desk.act([], (scene) => decideGone(scene, "mem_ada"));

    desk.act([], (scene) => decideBack(scene, "mem_ada"));
    write(desk, id);

    expect(desk.session(id).holder).toMatchObject({ name: "ada" });
  });
});
