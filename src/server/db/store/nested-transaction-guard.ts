import { AsyncLocalStorage } from "node:async_hooks";

/** Detects whether the caller is inside a transaction of its store. */
export interface NestedTransactionGuard {
  /** Runs `work` and marks it as inside a transaction. */
  inTransaction<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Prevents nested transactions.
   *
   * @throws when the caller is inside a transaction
   */
  assertNoTransaction(): void;
}

/** Creates the guard of one store. */
export function createNestedTransactionGuard(): NestedTransactionGuard {
  const scope = new AsyncLocalStorage<{ open: boolean }>();

  return {
    inTransaction(work) {
      const transaction = { open: true };
      return scope.run(transaction, async () => {
        try {
          return await work();
        } finally {
          // Calls started by `work` may outlive the transaction, and are then no longer inside.
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
