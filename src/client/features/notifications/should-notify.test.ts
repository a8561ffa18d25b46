import { describe, expect, test } from "bun:test";
import type { Session } from "#domain/model/session.ts";
import { InMemoryOrganization } from "#domain/testing/in-memory-organization.ts";
import { shouldNotify } from "./should-notify.ts";
import type { ChatCard } from "#domain/views/inbox.ts";

const ANA = { kind: "agent", memberId: "mem_ana", name: "Ana" } as const;
const KEN = { kind: "agent", memberId: "mem_ken", name: "Ken" } as const;
const BOT = { kind: "bot" } as const;
const QUEUE = { kind: "queue" } as const;
const here = { id: "mem_ana", available: true } as const;
const away = { id: "mem_ana", available: false } as const;

const desk = new InMemoryOrganization();
const session = desk.session(desk.open("maria"));
const customer = { id: "cus_maria", name: "Maria", email: "maria@example.com" } as const;
const cards = (changes: Partial<Session>): ChatCard[] => [
  { session: { ...session, ...changes }, customer, read: 0 },
];

describe("an agent who looks elsewhere is called", () => {
  test("when a chat becomes theirs", () => {
    expect(shouldNotify([], cards({ holder: ANA }), here)).toBeTrue();
    expect(shouldNotify(cards({ holder: BOT }), cards({ holder: ANA }), away)).toBeTrue();
    expect(shouldNotify(cards({ holder: BOT }), cards({ holder: KEN }), here)).toBeFalse();
  });

  test("when a customer of theirs writes, and not when they do themselves", () => {
    const before = cards({ holder: ANA, customerMessages: 1 });

    expect(shouldNotify(before, cards({ holder: ANA, customerMessages: 2 }), here)).toBeTrue();
    expect(
      shouldNotify(before, cards({ holder: ANA, customerMessages: 1, ourMessages: 1 }), here),
    ).toBeFalse();
  });

  test("when somebody comes into line, once, and only while they are available", () => {
    expect(shouldNotify([], cards({ holder: QUEUE }), here)).toBeTrue();
    expect(
      shouldNotify(cards({ holder: QUEUE }), cards({ holder: QUEUE, customerMessages: 5 }), here),
    ).toBeFalse();
    expect(shouldNotify([], cards({ holder: QUEUE }), away)).toBeFalse();
  });

  test("never for what the chatbot does", () => {
    expect(shouldNotify([], cards({ holder: BOT, customerMessages: 3 }), here)).toBeFalse();
  });
});
