import { describe, expect, test } from "bun:test";
import { MINUTE } from "../model/instant.ts";
import { MESSAGE_MAX_LENGTH } from "../model/message.ts";
import { NOON, InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { ada, customerWrites, memberReplies } from "../testing/exchange-messages.ts";
import { decideReceive } from "./receive-message.ts";
import { decideReply } from "./reply.ts";

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

describe("a message is recorded", () => {
  test("with its author, its time and the sender's own id, and winds the clock", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    organization.now = NOON + MINUTE;
    customerWrites(organization, id, "Hello", "one");
    const idleAt = NOON + MINUTE + LIMIT;

    expect(organization.facts.find(({ kind }) => kind === "message-posted")).toEqual({
      kind: "message-posted",
      sessionId: id,
      clock: { idleAt, warningMs: MINUTE, expiresAt: idleAt, warnsAt: idleAt - MINUTE },
      message: {
        id: expect.stringMatching(/^msg_./) as never,
        sessionId: id,
        author: { kind: "customer" },
        clientId: "one",
        text: "Hello",
        sentAt: NOON + MINUTE,
        sources: [],
        stopped: false,
      },
    });
  });

  test("by a member with their name, after they have joined", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    memberReplies(organization, id);

    expect(organization.facts.slice(-2)).toMatchObject([
      { kind: "session-held", holder: { kind: "agent", ...ada }, why: { kind: "took-over" } },
      { kind: "message-posted", message: { author: { kind: "member", ...ada }, text: "Hi" } },
    ]);
    memberReplies(organization, id);
    expect(organization.kinds(id).slice(-2)).toEqual(["message-posted", "message-posted"]);
  });

  test("once, and a client id that was sent before is acknowledged with its first number", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id, "Hello", "one");
    memberReplies(organization, id, ada, "one");
    const scene = organization.scene();
    const incoming = { sessionId: id, clientId: "one", text: "Hello" };

    expect(decideReceive(scene, incoming)).toMatchObject({
      facts: [],
      result: { sessionNo: 2, sentAt: NOON },
    });
    expect(decideReply(scene, incoming, ada)).toMatchObject({ facts: [], refusal: null });
    expect(decideReply(scene, incoming, ada).result).not.toBeNull();
  });
});
