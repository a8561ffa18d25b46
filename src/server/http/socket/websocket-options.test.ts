import { expect, test } from "bun:test";
import { PING_INTERVAL_MINIMISED_MS } from "#transport/connection/server-connection.ts";
import { WEBSOCKET_OPTIONS } from "./websocket-options.ts";

/**
 * How long before the idle timeout Bun sends its own ping, for timeouts of 32 s or more. Bun counts in steps of 4 s.
 */
const ASKED_BEFORE_S = 16;
const STEP_S = 4;

test("Bun does not ask a minimised widget, which asks by itself", () => {
  const asksAfterMs = (WEBSOCKET_OPTIONS.idleTimeout - ASKED_BEFORE_S - STEP_S) * 1000;

  expect(asksAfterMs).toBeGreaterThan(PING_INTERVAL_MINIMISED_MS);
});
