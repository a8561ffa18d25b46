import { expect, test } from "bun:test";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { applyEphemeralEventToChat, ephemeralStates } from "./ephemeral-state.ts";

test("what only a newer server says in passing changes nothing", () => {
  const invented: EphemeralEvent = JSON.parse('{"kind":"invented","sessionId":"ses_1"}');
  const before = ephemeralStates.get();

  applyEphemeralEventToChat(invented, "Ana");

  expect(ephemeralStates.get()).toBe(before);
});
