import { getTRPCErrorFromUnknown } from "@trpc/server";
import { refusalToTrpc } from "./refusal-to-trpc.ts";

/**
 * The same stream, whose refusals carry their tRPC code like those of any call. What a subscription throws comes after
 * its procedure has returned, where no middleware sees it: without this a foreign session would be an error of ours.
 */
export function streamWithCodes<Item>(
  stream: AsyncGenerator<Item, unknown, undefined>,
): AsyncGenerator<Item, unknown, undefined> {
  return {
    next: () => stream.next().catch(recode),
    return: (value) => stream.return(value),
    throw: (error) => stream.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await stream.return(undefined);
    },
  };
}

function recode(error: unknown): never {
  throw refusalToTrpc(getTRPCErrorFromUnknown(error));
}
