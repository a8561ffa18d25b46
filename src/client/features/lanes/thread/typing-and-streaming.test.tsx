import { act, screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { applyEphemeralEventToChat } from "../../../live/ephemeral-state.ts";
import { newSession } from "../../../testing/chat-fixtures.ts";
import { NOW, openPage } from "../../../testing/page.tsx";
import { TypingAndStreaming } from "./typing-and-streaming.tsx";

const page = openPage();
const TURN = {
  turnId: "trn_2",
  generation: 1,
  instanceId: "here",
  attempt: 1,
  startedAt: NOW,
  givesUpAt: NOW + 60_000,
  answers: 1,
} as const;

const drawIn = (session = newSession()) =>
  page.draw(<TypingAndStreaming session={session} customerName="Maria" />);
const types = (by: "customer" | "member", name: string) =>
  act(() => applyEphemeralEventToChat({ kind: "typing", sessionId: "ses_maria", by, name, at: NOW }, "Ana"));
const speaks = (turnId: `trn_${string}`, text: string) =>
  act(() =>
    applyEphemeralEventToChat(
      { kind: "bot-words", sessionId: "ses_maria", turnId, attempt: 1, offset: 0, text },
      "Ana",
    ),
  );

describe("who is speaking", () => {
  test("is nobody at first", () => {
    expect(drawIn().container.textContent).toBe("");
  });

  test("is the customer, for six seconds after a key", async () => {
    drawIn();
    types("customer", "Maria");
    expect(screen.getByText("Maria is typing…")).toBeDefined();

    await page.pass(5_000);
    expect(screen.queryByText("Maria is typing…")).not.toBeNull();

    await page.pass(1_000);
    expect(screen.queryByText("Maria is typing…")).toBeNull();
  });

  test("is a colleague who answers too", async () => {
    drawIn();
    types("member", "Ken");
    expect(screen.getByText("Ken is replying too.")).toBeDefined();

    await page.pass(6_000);
    expect(screen.queryByText("Ken is replying too.")).toBeNull();
  });

  test("is the chatbot, thinking until its first words", () => {
    drawIn(newSession({ botTurn: TURN }));
    expect(screen.getByText("The chatbot is thinking…")).toBeDefined();

    speaks("trn_2", "Opened tea");
    expect(screen.getByText("Opened tea")).toBeDefined();
    expect(screen.queryByText("The chatbot is thinking…")).toBeNull();
  });

  test("is not what the chatbot said in a turn before", () => {
    speaks("trn_1", "An old answer");
    drawIn(newSession({ botTurn: TURN }));

    expect(screen.queryByText("An old answer")).toBeNull();
    expect(screen.getByText("The chatbot is thinking…")).toBeDefined();
  });

  test("is not the chatbot when it is not its turn", () => {
    speaks("trn_2", "Too late");

    expect(drawIn().container.textContent).toBe("");
  });
});
