import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import type { AssignmentReason } from "#domain/model/fact.ts";
import { openPage } from "../../../testing/page.tsx";
import { WhyThisAgent } from "./why-this-agent.tsx";

const page = openPage();
const KEN = { memberId: "mem_ken", name: "Ken" } as const;

async function whyKen(reason: AssignmentReason): Promise<string> {
  page.server.answers = {
    "agent.colleagues": () => [
      { id: "mem_ken", name: "Kenneth", available: true, present: true },
      { id: "mem_mia", name: "Mia", available: true, present: true },
    ],
  };
  page.draw(<WhyThisAgent chosen={KEN} reason={reason} customerName="Maria" />);
  await page.settle();
  await page.user.click(screen.getByText("Why this agent?"));
  const [details] = screen.getAllByRole("group");
  return (details?.textContent ?? "").replaceAll(/[\u2066-\u2069]/g, "");
}

test("who had the fewest chats is said with how many everybody had, under the names of then and now", async () => {
  const candidates = [
    { memberId: "mem_ken", load: 1 },
    { memberId: "mem_mia", load: 2 },
    { memberId: "mem_gone", load: 3 },
  ] as const;

  expect(await whyKen({ rule: "least-busy", candidates, tieBreak: null })).toBe(
    "Why this agent?Ken had the fewest open chats of those who were available." +
      "Open chats then: Ken 1 chat, Mia 2 chats, A former member 3 chats.",
  );
});

test.each([
  ["cursor", "it was the turn of Ken"],
  ["random", "Ken was chosen at random"],
] as const)("a tie that was broken by %s says so", async (tieBreak, words) => {
  const candidates = [
    { memberId: "mem_mia", load: 0 },
    { memberId: "mem_ken", load: 0 },
  ] as const;

  expect(await whyKen({ rule: "least-busy", candidates, tieBreak })).toContain(
    `Of those equally busy, ${words}`,
  );
});

test("who is known to the customer is said", async () => {
  const candidates = [
    { memberId: "mem_ken", load: 1 },
    { memberId: "mem_mia", load: 0 },
  ] as const;

  expect(await whyKen({ rule: "last-agent", candidates, tieBreak: null })).toContain(
    "Maria chatted with Ken last",
  );
});

test("of who alone was available nothing else is said", async () => {
  const candidates = [{ memberId: "mem_ken", load: 0 }] as const;

  expect(await whyKen({ rule: "least-busy", candidates, tieBreak: null })).toBe(
    "Why this agent?Nobody but Ken was available.",
  );
});

test("a rule that only a newer build knows leaves out what it would say", async () => {
  const candidates = [
    { memberId: "mem_ken", load: 0 },
    { memberId: "mem_mia", load: 1 },
  ] as const;
  const reason: object = { rule: "by-language", candidates, tieBreak: "by-height" };

  expect(await whyKen(Object.assign({ rule: "random", candidates, tieBreak: null } as const, reason))).toBe(
    "Why this agent?Open chats then: Ken 0 chats, Mia 1 chat.",
  );
});
