import { describe, expect, test } from "bun:test";
import { DatabaseUnavailable, findDatabaseUnavailable } from "./database-unavailable.ts";
import { createNestedTransactionGuard } from "./nested-transaction-guard.ts";
import { createPreparedStatements } from "./dialects/prepared-statements.ts";
import { createSerialQueue } from "./serial-queue.ts";

describe("calls of a serial queue", () => {
  test("run one at a time, in order, also after one that fails", async () => {
    const queue = createSerialQueue();
    const steps: string[] = [];
    const call = (name: string, fails = false) =>
      queue.run(async () => {
        steps.push(`${name} begins`);
        await new Promise(setImmediate);
        steps.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const results = Promise.allSettled([call("one", true), call("two")]);
    await queue.idle();

    expect(steps).toEqual(["one begins", "one ends", "two begins", "two ends"]);
    expect((await results).map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  });
});

describe("a transaction inside of a transaction", () => {
  test("is noticed, also when it begins later in the same work", async () => {
    const guard = createNestedTransactionGuard();
    guard.assertNoTransaction();
    await guard.inTransaction(async () => {
      expect(() => guard.assertNoTransaction()).toThrow("inside a transaction");
      await new Promise(setImmediate);
      expect(() => guard.assertNoTransaction()).toThrow("inside a transaction");
    });
    guard.assertNoTransaction();
  });

  test("is none when the first one has ended, however it did", async () => {
    const guard = createNestedTransactionGuard();
    const { promise, resolve } = Promise.withResolvers<void>();
    let later = Promise.resolve();
    const failed = guard.inTransaction(async () => {
      later = promise.then(() => guard.assertNoTransaction());
      throw new Error("rolled back");
    });
    await expect(failed).rejects.toThrow("rolled back");
    resolve();
    await later;
  });

  test("is none in another store", async () => {
    const [one, other] = [createNestedTransactionGuard(), createNestedTransactionGuard()];
    expect(await one.inTransaction(async () => other.assertNoTransaction())).toBeUndefined();
  });
});

test("a statement is rendered once for each connection", () => {
  let times = 0;
  const render = (from: string) => `${from}${(times += 1)}`;
  const [one, other] = [createPreparedStatements(), createPreparedStatements()];
  expect([one.of(render, "a"), one.of(render, "b"), other.of(render, "c")]).toEqual(["a1", "a1", "c2"]);
  expect(one.of((from: string) => from, "d")).toBe("d");
});

test("an outage is found among the causes of an error, and is worth another try after a second", () => {
  const outage = new DatabaseUnavailable(true, new Error("ECONNRESET"));
  const wrapped = new Error("outer", { cause: new Error("inner", { cause: outage }) });
  for (const error of [outage, wrapped]) expect(findDatabaseUnavailable(error)).toBe(outage);
  for (const error of [new Error("other"), new Error("other", { cause: "text" }), null, "text"])
    expect(findDatabaseUnavailable(error)).toBeNull();
  expect([outage.retryAfterMs, outage.isUndecided, outage.name]).toEqual([1_000, true, "DatabaseAway"]);
  expect(new DatabaseUnavailable(false, null).isUndecided).toBeFalse();
});
