import { describe, expect, test } from "bun:test";
import type { Session } from "#domain/model/session.ts";
import { TestDesk } from "#domain/testing/in-memory-organization.ts";
import type { Card } from "#domain/views/team-view.ts";
import { isNews } from "./should-notify.ts";

const ANA = { kind: "agent", memberId: "mem_ana", name: "Ana" } as const;
const KEN = { kind: "agent", memberId: "mem_ken", name: "Ken" } as const;
const BOT = { kind: "bot" } as const;
const QUEUE = { kind: "queue" } as const;
const here = { id: "mem_ana", available: true } as const;
const away = { id: "mem_ana", available: false } as const;

const desk = new TestDesk();
const session = desk.session(desk.open("maria"));
const customer = { id: "cus_maria", name: "Maria", email: "maria@example.com" } as const;
const cards = (changes: Partial<Session>): Card[] => [
  { session: { ...session, ...changes }, customer, read: 0 },
];

describe("an agent who looks elsewhere is called", () => {
  test("when a chat becomes theirs", () => {
    expect(isNews([], cards({ holder: ANA }), here)).toBeTrue();
    expect(isNews(cards({ holder: BOT }), cards({ holder: ANA }), away)).toBeTrue();
    expect(isNews(cards({ holder: BOT }), cards({ holder: KEN }), here)).toBeFalse();
  });

  test("when a customer of theirs writes, and not when they do themselves", () => {
    const before = cards({ holder: ANA, customerMessages: 1 });

    expect(isNews(before, cards({ holder: ANA, customerMessages: 2 }), here)).toBeTrue();
    expect(isNews(before, cards({ holder: ANA, customerMessages: 1, ourMessages: 1 }), here)).toBeFalse();
  });

  test("when somebody comes into line, once, and only while they are available", () => {
    expect(isNews([], cards({ holder: QUEUE }), here)).toBeTrue();
    expect(isNews(cards({ holder: QUEUE }), cards({ holder: QUEUE, customerMessages: 5 }), here)).toBeFalse();
    expect(isNews([], cards({ holder: QUEUE }), away)).toBeFalse();
  });

  test("never for what the chatbot does", () => {
    expect(isNews([], cards({ holder: BOT, customerMessages: 3 }), here)).toBeFalse();
  });
});
