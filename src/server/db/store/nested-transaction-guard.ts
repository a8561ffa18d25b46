import { AsyncLocalStorage } from "node:async_hooks";

const scope = new AsyncLocalStorage<{ open: boolean }>();

/** Runs `work` so that what it calls can tell that a transaction is open around it. */
export function inTransaction<T>(work: () => Promise<T>): Promise<T> {
  const transaction = { open: true };
  return scope.run(transaction, async () => {
    try {
      return await work();
    } finally {
      // What `work` has set off may outlive the transaction, and is then no longer inside.
      transaction.open = false;
    }
  });
}

/**
 * Refuses to begin a transaction inside a transaction.
 *
 * @throws when one is open around the caller
 */
export function assertNoTransaction(): void {
  if (scope.getStore()?.open === true)
    throw new Error("a transaction inside a transaction would wait for itself");
}
