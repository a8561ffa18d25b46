import { getTRPCErrorFromUnknown } from "@trpc/server";
import { refusalToTrpc } from "./refusal-to-trpc.ts";

type Stream<Item> = Pick<AsyncIterator<Item, unknown, undefined>, "next" | "return"> & EndsByReturn;

/** A stream that `return` alone ends, even while it waits, so that it needs no signal. */
interface EndsByReturn {
  endsByReturn?: true;
}

/**
 * Wraps a stream so that its refusals carry their tRPC code, like those of any call. A subscription throws after its
 * procedure has returned, where no middleware catches it. Without this a foreign session would be an internal error.
 */
export class StreamWithErrorCodes<Item> implements AsyncIterableIterator<Item, unknown, undefined> {
  readonly #stream: Stream<Item>;

  constructor(stream: AsyncIterable<Item, unknown, undefined>) {
    this.#stream = stream[Symbol.asyncIterator]();
  }

  get endsByReturn(): boolean {
    return this.#stream.endsByReturn === true;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Item, unknown>> {
    return this.#stream.next().catch(recode);
  }

  async return(): Promise<IteratorResult<Item, unknown>> {
    return (await this.#stream.return?.()) ?? { done: true, value: undefined };
  }
}

function recode(error: unknown): never {
  throw refusalToTrpc(getTRPCErrorFromUnknown(error));
}
