import { expect, test } from "bun:test";
import { NOON } from "#domain/testing/in-memory-organization.ts";
import { lastMessageText } from "./last-message-text.ts";

const by = (memberId: `mem_${string}`, name: string) =>
  ({ by: "member", memberId, name, text: "Within **30** days", at: NOON }) as const;

test("the list says “You” of the reader's own words, and names a colleague for theirs", () => {
  expect(lastMessageText(by("mem_ana", "Ana Ruiz"), "mem_ana")).toBe("You: Within 30 days");
  expect(lastMessageText(by("mem_ken", "Ken Adeyemi"), "mem_ana")).toBe("Ken Adeyemi: Within 30 days");
});

test("words that were kept without a name are nobody's in particular", () => {
  expect(lastMessageText({ by: "member", text: "Hello", at: NOON }, "mem_ana")).toBe("Agent: Hello");
});

test("the list shows what customers typed as typed, and nobody else's Markdown", () => {
  expect(lastMessageText({ by: "customer", text: "1. see `this`", at: NOON }, "mem_ana")).toBe(
    "1. see `this`",
  );
  expect(lastMessageText({ by: "customer", text: "\u202Egnp.exe", at: NOON }, "mem_ana")).toBe("gnp.exe");
  expect(lastMessageText({ by: "bot", text: "**Yes**", at: NOON }, "mem_ana")).toBe("Chatbot: Yes");
});
