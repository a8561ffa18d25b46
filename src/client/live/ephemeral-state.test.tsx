import { describe, expect, test } from "bun:test";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { NOW, openPage } from "../testing/page.tsx";
import {
  applyEphemeralEventToChat,
  clearEphemeralState,
  clearTyping,
  ephemeralStateOf,
  ephemeralStates,
} from "./ephemeral-state.ts";

openPage();

const apply = (event: EphemeralEvent) => applyEphemeralEventToChat(event, "Ana");
const state = (id: `ses_${string}` = "ses_1") => ephemeralStateOf(ephemeralStates.get(), id);
const typing = (by: "customer" | "member", name: string) =>
  ({ kind: "typing", sessionId: "ses_1", by, name, at: NOW }) as const;
const read = (by: "customer" | "member", count: number) =>
  ({ kind: "read", sessionId: "ses_1", by, memberId: null, count }) as const;

describe("what passes in a chat", () => {
  test("is that the customer types, for six seconds", () => {
    apply(typing("customer", "Maria"));

    expect(state()).toMatchObject({ customerTypesUntil: NOW + 6_000, colleagueTypesUntil: 0 });
  });

  test("is that a colleague types, and who", () => {
    apply(typing("member", "Ken"));

    expect(state()).toMatchObject({
      colleagueTypesUntil: NOW + 6_000,
      colleague: "Ken",
      customerTypesUntil: 0,
    });
  });

  test("is not that I type", () => {
    const before = ephemeralStates.get();
    apply(typing("member", "Ana"));

    expect(ephemeralStates.get()).toBe(before);
  });

  test("is how far the customer has read", () => {
    apply(read("customer", 2));

    expect(state().seenByCustomer).toBe(2);
  });

  test("is not how far a colleague has read, nor a place in line", () => {
    apply(read("member", 2));
    apply({ kind: "position", sessionId: "ses_1", position: 1 });

    expect(ephemeralStates.get().size).toBe(0);
  });

  test("is what the chatbot says as it says it", () => {
    apply({ kind: "bot-words", sessionId: "ses_1", turnId: "trn_1", attempt: 1, offset: 0, text: "Opened" });
    apply({ kind: "bot-words", sessionId: "ses_1", turnId: "trn_1", attempt: 1, offset: 6, text: " tea" });

    expect(state().streamedAnswer?.text).toBe("Opened tea");
  });

  test("is nothing of another chat", () => {
    apply(typing("customer", "Maria"));

    expect(state("ses_2").customerTypesUntil).toBe(0);
  });

  test("ends with the words that were typed, and what was read stays", () => {
    apply(typing("customer", "Maria"));
    apply(typing("member", "Ken"));
    apply(read("customer", 2));
    clearTyping("ses_1");

    expect(state()).toMatchObject({ customerTypesUntil: 0, colleagueTypesUntil: 0, seenByCustomer: 2 });
  });

  test("is forgotten with the chat, and only its own", () => {
    apply(typing("customer", "Maria"));
    apply({ ...typing("customer", "Ben"), sessionId: "ses_2" });
    clearEphemeralState("ses_1");

    expect([...ephemeralStates.get().keys()]).toEqual(["ses_2"]);
  });
});
