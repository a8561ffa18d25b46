import { expect, test } from "bun:test";
import { TRPCError } from "@trpc/server";
import { DatabaseUnavailable } from "../../db/store/database-unavailable.ts";
import { type CallerRequest, createContextSafely } from "./create-context-safely.ts";

const ARRIVAL = { transport: "http" } as CallerRequest;

/** How the creation of a context ends that throws this, and what is reported. */
async function endOf(thrown: unknown) {
  const reports: string[] = [];
  const error: unknown = await createContextSafely(
    () => Promise.reject(thrown),
    ARRIVAL,
    (where, cause) => void reports.push(`${where}: ${String(cause)}`),
  ).catch((caught: unknown) => caught);
  return { error, reports };
}

test("a context is what was made of the request", async () => {
  expect(
    await createContextSafely(
      ({ transport }) => transport,
      ARRIVAL,
      () => {},
    ),
  ).toBe("http");
});

test("a refusal reaches the caller as it is, and is nothing to report", async () => {
  const refusal = new TRPCError({ code: "UNAUTHORIZED" });

  expect(await endOf(refusal)).toEqual({ error: refusal, reports: [] });
});

test("a database that does not answer is said to be away for a moment, and nothing to report", async () => {
  const away = new DatabaseUnavailable(false, new Error("ECONNREFUSED db:5432"));
  const { error, reports } = await endOf(new Error("outer", { cause: away }));

  expect(error).toMatchObject({ code: "SERVICE_UNAVAILABLE", message: "Try again.", cause: away });
  expect(reports).toEqual([]);
});

test("what else goes wrong is reported with its place, and the caller learns nothing of it", async () => {
  const { error, reports } = await endOf(new Error("/app/secret.ts"));

  expect(error).toMatchObject({
    code: "INTERNAL_SERVER_ERROR",
    message: "Something went wrong on our side.",
    cause: undefined,
  });
  expect(reports).toEqual(["http context: Error: /app/secret.ts"]);
});
