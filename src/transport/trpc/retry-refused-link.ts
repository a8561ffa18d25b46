import type { TRPCLink } from "@trpc/client";
import type { AnyRouter } from "@trpc/server";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import { readCallFailure } from "../call-failure.ts";

/**
 * A link before the terminating one: a call that is refused for `reason` is made once more when `mend` says that the
 * reason is gone, and otherwise fails as it did.
 */
export function retryRefusedLink<Router extends AnyRouter>(
  reason: string,
  resolveRefusal: () => Promise<boolean>,
): TRPCLink<Router> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let isOver = false;
        let asking: Unsubscribable | null = null;

        function ask(onRefused: (error: Parameters<typeof observer.error>[0]) => void) {
          asking = next(op).subscribe({
            next: (value) => observer.next(value),
            complete: () => observer.complete(),
            error: (error) => (isRefusedFor(error, reason) ? onRefused(error) : observer.error(error)),
          });
        }

        async function resolveAndRetry(refusal: Parameters<typeof observer.error>[0]) {
          const isMended = await resolveRefusal();
          if (isOver) return;
          if (isMended) ask((error) => observer.error(error));
          else observer.error(refusal);
        }

        ask((refusal) => void resolveAndRetry(refusal));
        return () => {
          isOver = true;
          asking?.unsubscribe();
        };
      });
}

function isRefusedFor(error: unknown, reason: string): boolean {
  const failure = readCallFailure(error);
  return failure.kind === "refused" && failure.reason === reason;
}
