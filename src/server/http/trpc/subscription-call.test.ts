import { expect, test } from "bun:test";
import type { ClientMessage } from "./open-calls.ts";
import { isSubscriptionCall } from "./subscription-call.ts";

const WELL_FORMED = { id: 1, method: "subscription", params: { path: "session.watch" } };

const isOne = (message: object) => isSubscriptionCall(message as ClientMessage);

test.each([
  {},
  { jsonrpc: "2.0" },
  { params: { path: "a", input: null } },
  { params: { path: "a", lastEventId: "" } },
  { params: { path: "a", lastEventId: "7" } },
])("a subscription is well-formed with %j", (more) => {
  expect(isOne({ ...WELL_FORMED, ...more })).toBe(true);
});

test.each([
  { method: "query" },
  { method: "subscription.stop" },
  { jsonrpc: "1.0" },
  { jsonrpc: null },
  { params: undefined },
  { params: null },
  { params: "session.watch" },
  { params: {} },
  { params: { path: 7 } },
  { params: { path: "a", lastEventId: 7 } },
  { params: { path: "a", lastEventId: null } },
])("it is left to tRPC with %j", (more) => {
  expect(isOne({ ...WELL_FORMED, ...more })).toBe(false);
});
