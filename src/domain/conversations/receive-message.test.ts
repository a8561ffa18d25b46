import { describe, expect, test } from "bun:test";
import { MINUTE } from "../model/instant.ts";
import { MESSAGE_MAX_LENGTH } from "../model/message.ts";
import { NOON, InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { customerWrites } from "../testing/exchange-messages.ts";

const LIMIT = 5 * MINUTE;

const refusal = (code: string) => expect.objectContaining({ code });

describe("when a customer writes", () => {
  test("the words are kept without blank edges", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");

    customerWrites(organization, id, "  hello \r\n you ");

    expect(organization.session(id).lastWords).toMatchObject({ by: "customer", text: "hello \n you" });
  });

  test("at 4:59.999 the message is taken, and the five minutes begin again", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    organization.now = NOON + LIMIT - 1;

    customerWrites(organization, id);

    expect(organization.session(id).clock.idleAt).toBe(organization.now + LIMIT);
  });

  test("at 5:00.000 it is refused, and the session has ended at that moment", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    organization.now = NOON + LIMIT;

    expect(() => customerWrites(organization, id)).toThrow(refusal("session-ended"));
    expect(organization.session(id)).toMatchObject({ endedAt: NOON + LIMIT, endedBy: { kind: "idle" } });
  });

  test("however late the end is noticed, it is dated by the clock", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    organization.now = NOON + 60 * MINUTE;

    expect(() => customerWrites(organization, id)).toThrow(refusal("session-ended"));
    expect(organization.session(id).endedAt).toBe(NOON + LIMIT);
  });

  test("the same message twice is said once, even after the chat ended", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id, "Hello", "one");
    organization.now = NOON + 60 * MINUTE;

    const known = customerWrites(organization, id, "Hello", "one");

    expect(known).toMatchObject({ sentAt: NOON });
    expect(organization.session(id).customerMessages).toBe(1);
  });

  test.each([
    ["nothing but blanks", " \n ", "message-empty"],
    ["a letter too many", "a".repeat(MESSAGE_MAX_LENGTH + 1), "message-too-long"],
  ])("%s is refused with the reason", (_, text, code) => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");

    expect(() => customerWrites(organization, id, text)).toThrow(refusal(code));
  });

  test("no refusal leaves a trace", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    const before = organization.facts.length;

    expect(() => customerWrites(organization, id, "")).toThrow();

    expect(organization.facts).toHaveLength(before);
  });
});
