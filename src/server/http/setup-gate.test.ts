import { expect, test } from "bun:test";
import { isAllowedBeforeSetUp } from "./setup-gate.ts";

test.each([
  "/healthz",
  "/readyz",
  "/setup",
  "/trpc",
  "/trpc/account.setUp",
  "/trpc/account.setUpState,account.setUp",
])("%p answers before the set-up", (path) => {
  expect(isAllowedBeforeSetUp(path)).toBe(true);
});

test.each([
  "/",
  "/inbox",
  "/setup/",
  "/setups",
  "/trpc/",
  "/trpc/session.open",
  "/trpc/account.setUp,session.open",
  "/trpc/account.join",
  "/trpc/account.resetPassword",
  "/api/auth/sign-up/email",
  "/embed/key",
  "/demo",
  "/demo/account.setUp",
])("%p does not", (path) => {
  expect(isAllowedBeforeSetUp(path)).toBe(false);
});
