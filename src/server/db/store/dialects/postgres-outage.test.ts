import { describe, expect, test } from "bun:test";
import { DatabaseUnavailable } from "../database-unavailable.ts";
import { createOutages } from "./postgres-outage.ts";

const withCode = (field: "code" | "errno", value: string) =>
  Object.assign(new Error("from the driver"), { [field]: value });
const CUT = withCode("code", "ERR_POSTGRES_CONNECTION_CLOSED");

/** Outages by a clock that only waiting moves. */
function start() {
  const pauses: number[] = [];
  let now = 1_000;
  const sleep = async (ms: number) => {
    pauses.push(ms);
    now += ms;
  };
  return { pauses, outages: createOutages(undefined, { now: () => now, sleep }) };
}

/** Work that fails so many times. */
function failing(times: number, error: unknown) {
  let left = times;
  return async () => {
    if (left-- > 0) throw error;
    return "done";
  };
}

const failureOf = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe("an outage of Postgres", () => {
  test("is bridged by tries at growing distances, for four seconds", async () => {
    const { pauses, outages } = start();
    expect(await outages.outlast(failing(7, CUT))).toBe("done");
    expect(pauses).toEqual([20, 40, 80, 160, 320, 500, 500]);

    const long = start();
    const failure = await failureOf(long.outages.outlast(failing(Infinity, CUT)));
    expect(failure).toBeInstanceOf(DatabaseUnavailable);
    expect(failure).toMatchObject({ isUndecided: false, cause: CUT });
    expect(long.pauses.reduce((sum, ms) => sum + ms, 0)).toBe(3_620);
  });

  test.each(["08000", "08006", "57P01", "57P05", "53100", "53300", "25P03", "40P01"])(
    "may have the code %s",
    async (code) => {
      expect(await start().outages.outlast(failing(1, withCode("errno", code)))).toBe("done");
      const wrapped = new Error("query failed", { cause: withCode("errno", code) });
      expect(await start().outages.outlast(failing(1, wrapped))).toBe("done");
    },
  );

  test.each(["23505", "57P06", "57014", "53200", "25P02", "40001", "0800", "x08006"])(
    "has not the code %s",
    async (code) => {
      const { pauses, outages } = start();
      const error = withCode("errno", code);
      expect(await failureOf(outages.outlast(failing(1, error)))).toBe(error);
      expect(pauses).toEqual([]);
    },
  );

  test("is no error of ours, nor one of the driver about something else", async () => {
    for (const error of [new Error("ours"), withCode("code", "ERR_POSTGRES_SYNTAX_ERROR"), "text", null])
      expect(await failureOf(start().outages.outlast(failing(1, error)))).toBe(error);
  });

  test("is told at once where the work may have had its effect", async () => {
    const { pauses, outages } = start();
    const failure = await failureOf(outages.outlast(failing(1, CUT), () => false));
    expect(failure).toBeInstanceOf(DatabaseUnavailable);
    expect(failure).toMatchObject({ isUndecided: true, cause: CUT });
    expect(pauses).toEqual([]);
  });

  test("is no reason to try again while the store is being closed", async () => {
    const { outages } = start();
    outages.end();
    expect(await failureOf(outages.outlast(failing(1, CUT)))).toBe(CUT);
  });
});
