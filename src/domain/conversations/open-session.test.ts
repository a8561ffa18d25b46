import { describe, expect, test } from "bun:test";
import { MINUTE } from "../model/instant.ts";
import { liveAgents, NOON, TestDesk } from "../testing/in-memory-organization.ts";
import { write } from "../testing/exchange-messages.ts";

const LIMIT = 5 * MINUTE;

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
