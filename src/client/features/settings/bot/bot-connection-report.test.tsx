import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import type { ComponentProps } from "react";
import { BotConnectionReport } from "./bot-connection-report.tsx";

const page = openPage();

type Report = ComponentProps<typeof BotConnectionReport>["report"];

function drawReport(changes: Partial<Report> = {}) {
  const report: Report = {
    address: "https://bot.example/v1/chat/completions",
    checks: [
      { check: "address", outcome: "ok", ms: 120 },
      { check: "token", outcome: "ok", ms: null },
      { check: "model", outcome: "ok", ms: null },
      { check: "words", outcome: "ok", ms: 1_500 },
    ],
    sample: null,
    knownModels: [],
    ...changes,
  };
  page.draw(<BotConnectionReport report={report} />);
}

function lines() {
  return screen.getAllByRole("listitem").map((item) => item.textContent);
}

test("what went well says so, with its time where it was measured", () => {
  drawReport();

  expect(lines()).toEqual([
    "Reached the server · 120 ms",
    "Token accepted",
    "Model answered",
    "First words received · 1.5 s",
  ]);
});

test("the first failure says its cause, and what came after it was not tried", () => {
  drawReport({
    checks: [
      { check: "address", outcome: "ok", ms: 120 },
      { check: "token", outcome: "unauthorized", ms: null },
      { check: "model", outcome: "not-run", ms: null },
      { check: "words", outcome: "not-run", ms: null },
    ],
  });

  expect(lines()).toEqual([
    "Reached the server · 120 ms",
    "The server rejected the token.",
    "Model known: Not tried",
    "Answer received: Not tried",
  ]);
});

test("the address that was called is shown", () => {
  drawReport();

  expect(screen.getByText("Address called: https://bot.example/v1/chat/completions")).toBeDefined();
});

test("without an address it was the built-in chatbot that was asked", () => {
  drawReport({ address: "" });

  expect(screen.getByText("The built-in chatbot was asked.")).toBeDefined();
  expect(screen.queryByText(/^Address called/)).toBeNull();
});

test("models are named where the server knows others", () => {
  drawReport({ knownModels: ["small", "large"] });

  expect(screen.getByText("Known: small, large.")).toBeDefined();
});

test("no models, no line about them", () => {
  drawReport();

  expect(screen.queryByText(/^Known:/)).toBeNull();
});

test("the first words are quoted where there are some", () => {
  drawReport({ sample: "Hello there" });

  expect(screen.getByRole("figure").textContent).toBe("Answer:Hello there");
});

test("no words, no quote", () => {
  drawReport();

  expect(screen.queryByRole("figure")).toBeNull();
});
