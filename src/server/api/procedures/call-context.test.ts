import { expect, test } from "bun:test";
import type { ServiceContext } from "../../services/context.ts";
import type { CallContext } from "./call-context.ts";

/** What a procedure could try, each on a line that the compiler has to reject. */
const WRITES: readonly ((context: CallContext) => unknown)[] = [
  // @ts-expect-error -- recording is for services
  ({ services }) => services.record("org_1", { needs: {}, decide: () => null }),
  // @ts-expect-error -- so is a transaction
  ({ services }) => services.store.transact(async () => null),
  // @ts-expect-error -- what reads cannot write
  ({ reader }) => reader.transact(async () => null),
];

/** What it does instead. */
const handOn = ({ services }: CallContext): ServiceContext => services;

test("a procedure that records or opens a transaction does not compile", () => {
  expect([WRITES.length, handOn.length]).toEqual([3, 1]);
});
