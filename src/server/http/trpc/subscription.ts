import {
  type AnyTRPCRouter,
  callTRPCProcedure,
  getErrorShape,
  getTRPCErrorFromUnknown,
  isTrackedEnvelope,
  type TRPCError,
} from "@trpc/server";
import { isObservable, observableToAsyncIterable } from "@trpc/server/observable";
import type { CallId } from "./open-calls.ts";
import type { SubscriptionCall } from "./subscription-call.ts";

/** The parts of a connection that one subscription needs. */
export interface SubscriptionDeps {
  router: AnyTRPCRouter;
  context: unknown;
  /** Sends a response. Does nothing once the connection is closed. */
  respond: (answer: object) => void;
  /** Called for every error, the caller's and our own. */
  onError: (error: TRPCError, path: string) => void;
  /** Called once, when the subscription has ended completely. */
  onOver: (over: Subscription) => void;
}

/**
 * One subscription from its start to its end, in tRPC's protocol: `started`, then its items, then an error if there
 * was one, and `stopped`. It calls the procedure as tRPC does. Unlike tRPC's own handler, it holds one promise and no
 * suspended function while it waits for the next item, because ten thousand of them wait at a time. Through tRPC's
 * handler, 10,000 idle widgets take 50 % more memory (`bun run bench:compare`); messages under load cost the same.
 */
export class Subscription {
  readonly #deps: SubscriptionDeps;
  readonly #call: SubscriptionCall;
  /** `null` once it is known that no signal is needed. */
  #abort: AbortController | null = new AbortController();
  #iterator: AsyncIterator<unknown> | null = null;
  #isStopped = false;
  #isEnding = false;

  constructor(deps: SubscriptionDeps, call: SubscriptionCall) {
    this.#deps = deps;
    this.#call = call;
  }

  get id(): CallId {
    return this.#call.id;
  }

  /** Calls the procedure. */
  start(): void {
    const { router, context } = this.#deps;
    const { path } = this.#call.params;
    const input = inputOf(this.#call);
    const procedure = callTRPCProcedure({
      router,
      path,
      getRawInput: async () => input,
      ctx: context,
      type: "subscription",
      signal: this.#abort?.signal,
      batchIndex: 0,
    });
    procedure.then((stream) => this.#begin(stream)).catch((cause: unknown) => this.#end(cause));
  }

  /** Ends the subscription from outside, because the client has stopped it or disconnected. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#abort?.abort();
    // If the procedure has not returned yet, the aborted signal ends it then.
    if (this.#iterator !== null) this.#end(null);
  }

  #begin(stream: unknown): void {
    this.#iterator = iteratorOf(stream, this.#abort?.signal);
    if (this.#isStopped) return this.#end(null);
    if (endsByReturn(stream)) this.#abort = null;
    this.#respond({ result: { type: "started" } });
    this.#pull();
  }

  #pull(): void {
    this.#iterator?.next().then(this.#take, this.#fail);
  }

  readonly #take = ({ done, value }: IteratorResult<unknown>): void => {
    if (this.#isEnding) return;
    if (done === true) return this.#end(null);
    try {
      const { data, ...tracked } = itemOf(value);
      this.#respond({ result: { type: "data", ...tracked, data: this.#serialize(data) } });
      this.#pull();
    } catch (cause) {
      this.#end(cause);
    }
  };

  readonly #fail = (cause: unknown): void => {
    if (this.#isEnding) return this.#report(cause);
    this.#end(cause);
  };

  /** Ends the subscription. @param cause - the thrown error; `null` for a normal end */
  #end(cause: unknown): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#abort?.abort();
    this.#conclude(cause)
      .catch((failure: unknown) => this.#report(failure))
      .finally(() => this.#deps.onOver(this));
  }

  async #conclude(cause: unknown): Promise<void> {
    await this.#iterator?.return?.().catch((failure: unknown) => this.#report(failure));
    if (cause !== null) this.#sendError(cause);
    // A subscription that never started has failed, and gets no `stopped` as well.
    if (cause === null || this.#iterator !== null) this.#respond({ result: { type: "stopped" } });
  }

  #sendError(cause: unknown): void {
    this.#report(cause);
    if (this.#isStopped && isAbort(cause)) return;
    const { router, context: ctx } = this.#deps;
    const { path, input } = this.#call.params;
    const { _config: config } = router._def;
    const error = getTRPCErrorFromUnknown(cause);
    const shape = getErrorShape({ config, error, type: "subscription", path, input, ctx });
    this.#respond({ error: this.#serialize(shape) });
  }

  /** Reports an error. Ending because of a stop is not one. */
  #report(cause: unknown): void {
    if ((this.#isStopped || this.#isEnding) && isAbort(cause)) return;
    this.#deps.onError(getTRPCErrorFromUnknown(cause), this.#call.params.path);
  }

  #serialize(value: unknown): unknown {
    const { _config: config } = this.#deps.router._def;
    return config.transformer.output.serialize(value);
  }

  #respond(answer: { result: object } | { error: unknown }): void {
    const { id, jsonrpc } = this.#call;
    this.#deps.respond({ id, jsonrpc, ...answer });
  }
}

/** Returns the iterator of a stream. @throws if a procedure is declared a subscription and returns none */
function iteratorOf(stream: unknown, signal = new AbortController().signal): AsyncIterator<unknown> {
  if (isObservable(stream)) return observableToAsyncIterable(stream, signal)[Symbol.asyncIterator]();
  if (isAsyncIterable(stream)) return stream[Symbol.asyncIterator]();
  throw new Error("A subscription returned neither an observable nor an async iterable");
}

/**
 * Whether a stream declares that `return` alone ends it, even while it waits. Ten thousand idle subscriptions then
 * hold no signals, which the garbage collector would check every time.
 */
function endsByReturn(stream: unknown): boolean {
  return (
    typeof stream === "object" && stream !== null && "endsByReturn" in stream && stream.endsByReturn === true
  );
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

function itemOf(value: unknown): { data: unknown; id?: string } {
  if (!isTrackedEnvelope(value)) return { data: value };
  const [id, data] = value;
  return { id, data: { id, data } };
}

/** The client's input, with the id of the last item it has seen. */
function inputOf({ params: { input, lastEventId } }: SubscriptionCall): unknown {
  if (lastEventId === undefined) return input;
  if (typeof input === "object" && input !== null && !Array.isArray(input)) return { ...input, lastEventId };
  return input ?? { lastEventId };
}

function isAbort(cause: unknown): boolean {
  const behind = cause instanceof Error && cause.name === "TRPCError" ? cause.cause : cause;
  return behind instanceof Error && behind.name === "AbortError";
}
