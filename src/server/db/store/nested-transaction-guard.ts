import { AsyncLocalStorage } from "node:async_hooks";

/** Knows whether a transaction of its store is open around whoever asks. */
export interface NestedTransactionGuard {
  /** Runs `work` so that what it calls can tell that a transaction is open around it. */
  inTransaction<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Refuses to begin a transaction inside a transaction.
   *
   * @throws when one is open around the caller
   */
  assertNoTransaction(): void;
}

/** One for each store. */
export function createNestedTransactionGuard(): NestedTransactionGuard {
  const scope = new AsyncLocalStorage<{ open: boolean }>();

  return {
    inTransaction(work) {
      const transaction = { open: true };
      return scope.run(transaction, async () => {
        try {
          return await work();
        } finally {
          // What `work` has set off may outlive the transaction, and is then no longer inside.
          transaction.open = false;
        }
      });
    },
    assertNoTransaction() {
      if (scope.getStore()?.open === true)
        throw new Error("a transaction inside a transaction would wait for itself");
    },
  };
}
