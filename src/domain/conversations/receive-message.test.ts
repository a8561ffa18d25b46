import { describe, expect, test } from "bun:test";
import { MINUTE } from "../model/instant.ts";
import { MESSAGE_MAX_LENGTH } from "../model/message.ts";
import { NOON, TestDesk } from "../testing/in-memory-organization.ts";
import { write } from "../testing/exchange-messages.ts";

const LIMIT = 5 * MINUTE;

const refusal = (code: string) => expect.objectContaining({ code });

describe("when a customer writes", () => {
  test("the words are kept without blank edges", () => {
    const desk = new TestDesk();
    const id = desk.open("maria");

    write(desk, id, "  hello \r\n you ");

    expect(desk.session(id).lastWords).toMatchObject({ by: "customer", text: "hello \n you" });
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
