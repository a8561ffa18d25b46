import { initTRPC, tracked, TRPCError } from "@trpc/server";
import { z } from "zod";
import { Refusal } from "#domain/model/refusal.ts";

/** A stream that can be appended to and read from any number. */
export class Log {
  #length = 0;
  #grown = Promise.withResolvers<void>();

  get length(): number {
    return this.#length;
  }

  append(count = 1): void {
    this.#length += count;
    this.#grown.resolve();
    this.#grown = Promise.withResolvers<void>();
  }

  async grownBeyond(no: number, signal: AbortSignal): Promise<void> {
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    while (this.#length <= no && !signal.aborted) await Promise.race([this.#grown.promise, aborted]);
  }
}

export interface TestContext {
  who: string;
  log: Log;
  /** The actions of the procedures, in order. */
  events: string[];
}

const t = initTRPC.context<TestContext>().create({
  isServer: true,
  isDev: false,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    data: {
      code: shape.data.code,
      httpStatus: shape.data.httpStatus,
      refusal: error.cause instanceof Refusal ? error.cause.code : null,
    },
  }),
});
const { procedure } = t;

function refused(code: ConstructorParameters<typeof Refusal>[0]): TRPCError {
  return new TRPCError({ code: "CONFLICT", message: code, cause: new Refusal(code) });
}

/** One procedure for every kind of call. */
export const testRouter = t.router({
  echo: procedure.input(z.unknown()).query(({ input }) => input),
  whoAmI: procedure.query(({ ctx }) => ctx.who),
  nested: t.router({
    write: procedure.input(z.string()).mutation(({ ctx, input }) => ctx.events.push(input)),
  }),
  refuse: procedure.mutation((): never => {
    throw refused("session-ended");
  }),
  crash: procedure.query((): never => {
    throw new Error("on purpose");
  }),
  /** Streams everything after a number, then new items; with `resync`, refuses. */
  numbers: procedure
    .input(
      z.object({
        after: z.number(),
        lastEventId: z.coerce.number().optional(),
        resync: z.boolean().optional(),
      }),
    )
    .subscription(async function* numbers({ ctx, input, signal = new AbortController().signal }) {
      if (input.resync === true) throw refused("resync");
      let prev = input.lastEventId ?? input.after;
      ctx.events.push(`numbers from ${prev}`);
      try {
        while (!signal.aborted) {
          while (prev < ctx.log.length) {
            yield tracked(String(prev + 1), { prev, no: prev + 1 });
            prev += 1;
          }
          await ctx.log.grownBeyond(prev, signal);
        }
      } finally {
        ctx.events.push("numbers stopped");
      }
    }),
  letters: procedure.subscription(async function* letters() {
    yield "a";
    yield "b";
  }),
});

export type TestRouter = typeof testRouter;
