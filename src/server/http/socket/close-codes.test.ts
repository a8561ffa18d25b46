import { expect, test } from "bun:test";
import { TRPCError } from "@trpc/server";
import { closeCodeOf } from "./close-codes.ts";

test.each([
  ["UNAUTHORIZED", 4401],
  ["FORBIDDEN", 4403],
  ["TOO_MANY_REQUESTS", 4429],
  ["INTERNAL_SERVER_ERROR", 1011],
  ["SERVICE_UNAVAILABLE", 1011],
] as const)("a caller refused as %s is closed with %i", (code, close) => {
  expect(closeCodeOf(new TRPCError({ code }))).toBe(close);
});
