import { describe, expect, test } from "bun:test";
import { MINUTE } from "../model/instant.ts";
import type { Settings } from "../model/settings.ts";
import { liveAgents, NOON, InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { customerWrites } from "../testing/exchange-messages.ts";
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

  test("who comes back is seen to: what ended in line is no longer unattended", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const first = organization.open("maria");
    customerWrites(organization, first);
    organization.now = NOON + LIMIT;
    expect(() => customerWrites(organization, first)).toThrow();
    expect(organization.session(first).unattended).toBe(true);

    organization.open("maria");

    expect(organization.session(first).unattended).toBe(false);
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

  test("of who comes back marks only what was unattended, by nobody in particular", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const first = organization.open("maria");
    customerWrites(organization, first);
    organization.now = NOON + LIMIT;
    organization.open("maria");

    expect(organization.facts.at(-2)).toEqual({
      kind: "session-attended",
      sessionId: first,
      memberId: null,
      at: NOON + LIMIT,
    } as never);
  });
});
