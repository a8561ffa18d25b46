import { expect, test } from "bun:test";
import type { ServiceContext } from "../../services/context.ts";
import type { CallContext } from "./call-context.ts";

/** Writes that a procedure could try, each on a line that the compiler must reject. */
const WRITES: readonly ((context: CallContext) => unknown)[] = [
  // @ts-expect-error -- only services may record
  ({ services }) => services.record("org_1", { needs: {}, decide: () => null }),
  // @ts-expect-error -- only services may open a transaction
  ({ services }) => services.store.transact(async () => null),
  // @ts-expect-error -- a reader cannot write
  ({ reader }) => reader.transact(async () => null),
];

/** The allowed way: a procedure passes its context to a service. */
const handOn = ({ services }: CallContext): ServiceContext => services;

test("a procedure that records or opens a transaction does not compile", () => {
  expect([WRITES.length, handOn.length]).toEqual([3, 1]);
});
