import { setImmediate } from "node:timers/promises";
import { TRPCError, initTRPC, tracked } from "@trpc/server";
import { observable } from "@trpc/server/observable";
import { z } from "zod";

/** The number of events after which a stream yields to the event loop, as one that reads a database does. */
const EVENTS_PER_TURN = 50;

/** The context of the test procedures: the caller, and a diary that the test reads. */
export interface TestContext {
  who: string;
  diary: string[];
}

/** The interface of a tRPC transformer. */
export interface Transformer {
  serialize: (value: unknown) => unknown;
  deserialize: (value: unknown) => unknown;
}

/** Leaves every value as it is. */
export const PLAIN: Transformer = { serialize: (value) => value, deserialize: (value) => value };

/** Creates a router with one procedure for every kind of call that the transports must carry. */
export function createTestRouter(transformer: Transformer) {
  const t = initTRPC.context<TestContext>().create({
    isServer: true,
    isDev: false,
    transformer,
    errorFormatter: ({ shape }) => ({ ...shape, data: { ...shape.data, isFormatted: true } }),
  });
  const { procedure } = t;

  return t.router({
    echo: procedure.input(z.unknown()).query(({ input }) => input),
    whoAmI: procedure.query(({ ctx }) => ctx.who),
    write: procedure
      .input(z.string().optional())
      .mutation(({ ctx, input }) => ctx.diary.push(`wrote ${input ?? "nothing"}`)),
    fail: procedure.query((): never => {
      throw new TRPCError({ code: "CONFLICT", message: "no" });
    }),
    crash: procedure.query((): never => {
      throw new Error("password of the database");
    }),
    waitForever: procedure.query(async ({ ctx, signal }) => {
      ctx.diary.push("waiting");
      await aborted(signal);
      ctx.diary.push("query aborted");
      return "aborted";
    }),
    count: procedure
      .input(
        z.object({ to: z.number(), pad: z.number().default(0), lastEventId: z.coerce.number().default(0) }),
      )
      .subscription(async function* count({ input }) {
        const pad = "x".repeat(input.pad);
        for (let n = input.lastEventId + 1; n <= input.to; n += 1) {
          if (n % EVENTS_PER_TURN === 0) await setImmediate();
          yield tracked(String(n), { n, pad });
        }
      }),
    letters: procedure.subscription(async function* letters() {
      yield "a";
      yield "b";
    }),
    observed: procedure.subscription(() =>
      observable<string>((observer) => {
        observer.next("seen");
        observer.complete();
      }),
    ),
    breakOff: procedure.subscription(async function* breakOff() {
      yield "one";
      throw new TRPCError({ code: "CONFLICT", message: "no more" });
    }),
    quiet: procedure.subscription(({ ctx: { diary } }) => quietStream(diary)),
    follow: procedure.input(z.string().optional()).subscription(async function* follow({
      ctx,
      input,
      signal,
    }) {
      const name = input ?? "follower";
      try {
        ctx.diary.push(`${name} began`);
        yield "here";
        await aborted(signal);
        ctx.diary.push(`${name} aborted`);
      } finally {
        ctx.diary.push(`${name} ended`);
      }
    }),
  });
}

/** The router type of the tests' clients. */
export type TestRouter = ReturnType<typeof createTestRouter>;

/** A stream that yields one thing and then waits until `return` ends it, without a signal. */
function quietStream(diary: string[]): AsyncIterableIterator<string> & { endsByReturn: true } {
  const end = Promise.withResolvers<IteratorResult<string>>();
  let isAtStart = true;
  return {
    endsByReturn: true,
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (!isAtStart) return end.promise;
      isAtStart = false;
      return { done: false, value: "here" };
    },
    async return() {
      diary.push("quiet ended");
      const over = { done: true, value: undefined } as const;
      end.resolve(over);
      return over;
    },
  };
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal?.aborted) resolve();
  signal?.addEventListener("abort", () => resolve(), { once: true });
  return promise;
}
