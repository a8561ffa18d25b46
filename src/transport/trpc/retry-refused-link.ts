import type { TRPCLink } from "@trpc/client";
import type { AnyRouter } from "@trpc/server";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import { readCallFailure } from "../call-failure.ts";

/**
 * A tRPC link before the terminating one. A call that is refused for `reason` is retried once if `resolveRefusal`
 * resolves to true, and otherwise fails as before.
 */
export function retryRefusedLink<Router extends AnyRouter>(
  reason: string,
  resolveRefusal: () => Promise<boolean>,
): TRPCLink<Router> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let isOver = false;
        let running: Unsubscribable | null = null;

        function run(onRefused: (error: Parameters<typeof observer.error>[0]) => void) {
          running = next(op).subscribe({
            next: (value) => observer.next(value),
            complete: () => observer.complete(),
            error: (error) => (isRefusedFor(error, reason) ? onRefused(error) : observer.error(error)),
          });
        }

        async function resolveAndRetry(refusal: Parameters<typeof observer.error>[0]) {
          const isResolved = await resolveRefusal();
          if (isOver) return;
          if (isResolved) run((error) => observer.error(error));
          else observer.error(refusal);
        }

        run((refusal) => void resolveAndRetry(refusal));
        return () => {
          isOver = true;
          running?.unsubscribe();
        };
      });
}

function isRefusedFor(error: unknown, reason: string): boolean {
  const failure = readCallFailure(error);
  return failure.kind === "refused" && failure.reason === reason;
}
