import { describe, expect, test } from "bun:test";
import { MINUTE } from "../model/instant.ts";
import type { Settings } from "../model/settings.ts";
import { liveAgents, NOON, InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { ada, customerWrites, memberReplies } from "../testing/exchange-messages.ts";
import { decided } from "../model/decision.ts";
import { decideOpen } from "./open-session.ts";

const LIMIT = 5 * MINUTE;

describe("opening", () => {
  test("with the chatbot answering, the chatbot holds the chat", () => {
    const organization = new InMemoryOrganization();

    expect(organization.session(organization.open("maria")).holder).toEqual({ kind: "bot" });
  });

  test("with live agents, a free one is given the chat in the same write", () => {
    const organization = new InMemoryOrganization(liveAgents);
    organization.addMember("ada");

    expect(organization.session(organization.open("maria")).holder).toMatchObject({
      kind: "agent",
      name: "ada",
    });
  });

  test("sending the form twice opens one chat", () => {
    const organization = new InMemoryOrganization();

    expect(organization.open("maria")).toBe(organization.open("maria"));
  });

  test("after the limit the form opens a new chat", () => {
    const organization = new InMemoryOrganization();
    const first = organization.open("maria");
    organization.now = NOON + LIMIT;

    expect(organization.open("maria")).not.toBe(first);
  });

  test("who comes back is seen to once a person has their new chat, and not while the chatbot has it", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const first = organization.open("maria");
    customerWrites(organization, first);
    organization.now = NOON + LIMIT;
    expect(() => customerWrites(organization, first)).toThrow();
    expect(organization.session(first).unattended).toBe(true);

    const second = organization.open("maria");
    expect(organization.session(first).unattended).toBe(true);
    expect(organization.session(second).unattendedBefore).toEqual([first]);
    memberReplies(organization, second, ada);

    expect(organization.session(first).unattended).toBe(false);
  });
});

/** A company outside its hours, in which live agents answer. */
function closed(outside: "bot" | "message"): InMemoryOrganization {
  const organization = new InMemoryOrganization(liveAgents);
  organization.settings = { ...organization.settings, hours: { ...organization.settings.hours, outside } };
  organization.opening = { isOpen: false, until: NOON + LIMIT };
  organization.addMember("ada");
  return organization;
}

describe("outside the hours", () => {
  test("the chatbot has new chats, even if an agent is free", () => {
    const organization = closed("bot");

    expect(organization.session(organization.open("maria")).holder).toEqual({ kind: "bot" });
  });

  test("none is opened where a message is taken, and nothing is recorded", () => {
    const organization = closed("message");

    expect(() => organization.open("maria")).toThrow(expect.objectContaining({ code: "outside-hours" }));
    expect(organization.facts).toEqual([]);
  });

  test("whose chat was opened before keeps it, and its place in line", () => {
    const organization = closed("message");
    organization.opening = { isOpen: true, until: NOON + MINUTE };
    organization.change("mem_ada", { available: false });
    const id = organization.open("maria");
    organization.opening = { isOpen: false, until: NOON + LIMIT };

    expect(organization.open("maria")).toBe(id);
    organization.act([id], () => decided([], null, { members: [{ id: "mem_ada", available: true }] }));
    expect(organization.session(id).holder).toMatchObject({ kind: "agent", name: "ada" });
  });

  test("a chat that ends at closing time ends once", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    organization.now = NOON + LIMIT;
    organization.opening = { isOpen: false, until: NOON + 2 * LIMIT };

    expect(() => customerWrites(organization, id)).toThrow(
      expect.objectContaining({ code: "session-ended" }),
    );
    expect(() => customerWrites(organization, id)).toThrow(
      expect.objectContaining({ code: "session-ended" }),
    );
    const next = organization.open("maria");

    expect(organization.kinds(id).filter((kind) => kind === "session-ended")).toHaveLength(1);
    expect(organization.session(id).endedAt).toBe(NOON + LIMIT);
    expect(organization.session(next).holder).toEqual({ kind: "bot" });
  });
});

describe("a new chat", () => {
  test.each([
    ["the chatbot", (same: Settings) => same, { kind: "bot" }, null],
    ["live agents", liveAgents, { kind: "queue" }, NOON],
  ] as const)("where %s answer is this", (_, settings, holder, queuedAt) => {
    const organization = new InMemoryOrganization(settings);
    const customer = { id: "cus_maria", name: "Maria", email: "maria@example.com" } as const;
    const decision = decideOpen(organization.scene(), customer);
    const id = decision.result;
    const clock = {
      idleAt: NOON + LIMIT,
      warningMs: MINUTE,
      expiresAt: NOON + LIMIT,
      warnsAt: NOON + LIMIT - MINUTE,
    };

    expect(id).toMatch(/^ses_./);
    expect(decision.changes).toEqual({ customer });
    expect(decision.facts).toEqual([
      {
        kind: "session-opened",
        sessionId: id,
        customer,
        session: {
          id,
          customerId: "cus_maria",
          holder,
          generation: 1,
          routedUnder: 1,
          movedBySwitch: null,
          needsPerson: false,
          openedAt: NOON,
          clock,
          endedAt: null,
          endedBy: null,
          queuedAt,
          returned: false,
          heldAt: null,
          holderAway: false,
          awaitingSince: null,
          botTurn: null,
          lastWords: null,
          customerMessages: 0,
          ourMessages: 0,
          unattended: false,
        },
      },
    ]);
  });

  test("is not opened while one is active, but what was typed is kept", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    const customer = { id: "cus_maria", name: "Marie", email: "marie@example.com" } as const;

    expect(decideOpen(organization.scene(), customer)).toMatchObject({
      facts: [],
      result: id,
      changes: { customer },
    });
  });
});
