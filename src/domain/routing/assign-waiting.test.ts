import { describe, expect, test } from "bun:test";
import type { Fact } from "../model/fact.ts";
import { unknownSessionFact } from "../testing/unknown-fact.ts";
import { InMemoryOrganization, liveAgents } from "../testing/in-memory-organization.ts";
import { movesQueue } from "./assign-waiting.ts";

/** The facts recorded when a customer opens a chat. */
function opened(organization: InMemoryOrganization): Fact[] {
  organization.open("maria");
  return organization.facts.filter(({ kind }) => kind === "session-opened");
}

describe("the queue moves", () => {
  test("when a chat is opened in it, and not when the chatbot has it", () => {
    expect(opened(new InMemoryOrganization(liveAgents)).map(movesQueue)).toEqual([true]);
    expect(opened(new InMemoryOrganization()).map(movesQueue)).toEqual([false]);
  });

  test("when a chat of it is erased", () => {
    expect(movesQueue({ kind: "erased", customers: [], sessions: ["ses_1"], at: 0 })).toBe(true);
  });

  test("not by a fact that only a newer build knows", () => {
    expect(movesQueue(unknownSessionFact("ses_1"))).toBe(false);
  });
});
