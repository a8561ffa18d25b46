import { describe, expect, test } from "bun:test";
import { ConnectionLost, isConnectionLost, readCallFailure, toServerError } from "./call-failure.ts";

const errorOf = (data: object) => toServerError({ message: "no", data });

describe("why a call failed", () => {
  test("is that nothing came back, where the error has no status", () => {
    for (const error of [
      new ConnectionLost(),
      new Error("?"),
      errorOf({ code: "CONFLICT" }),
      "text",
      null,
      undefined,
    ])
      expect(readCallFailure(error)).toEqual({ kind: "unanswered" });
  });

  test.each([429, 503])("is that it came too early, at status %d, with the time to wait", (httpStatus) => {
    expect(readCallFailure(errorOf({ httpStatus, retryAfterMs: 700 }))).toEqual({
      kind: "too-many",
      retryAfterMs: 700,
    });
    expect(readCallFailure(errorOf({ httpStatus, retryAfterMs: null }))).toEqual({
      kind: "too-many",
      retryAfterMs: 2_000,
    });
  });

  test.each([500, 502, 504])("is the server's own error, at status %d", (httpStatus) => {
    expect(readCallFailure(errorOf({ httpStatus }))).toEqual({ kind: "server-error" });
  });

  test.each([400, 401, 403, 404, 409, 499])(
    "is a refusal, at status %d: its code, or else tRPC's",
    (httpStatus) => {
      const data = { httpStatus, code: "CONFLICT" };

      expect(readCallFailure(errorOf({ ...data, refusal: "session-ended" }))).toEqual({
        kind: "refused",
        reason: "session-ended",
      });
      expect(readCallFailure(errorOf({ ...data, refusal: null }))).toEqual({
        kind: "refused",
        reason: "CONFLICT",
      });
    },
  );
});

test("a server's error has its message, its data and its whole form", () => {
  const shape = { message: "no", data: { httpStatus: 409 }, code: -32009 };

  expect(toServerError(shape)).toMatchObject({ message: "no", data: { httpStatus: 409 }, shape });
});

test("a lost connection is known, also inside the error of another client", () => {
  const lost = new ConnectionLost();

  expect(lost.message).toBe("connection-lost");
  expect(isConnectionLost(lost)).toBe(true);
  expect(isConnectionLost(new Error("x", { cause: lost }))).toBe(true);
  expect(isConnectionLost(new Error("x", { cause: new Error("y") }))).toBe(false);
  expect(isConnectionLost({ cause: lost })).toBe(false);
  expect(isConnectionLost(errorOf({}))).toBe(false);
});
