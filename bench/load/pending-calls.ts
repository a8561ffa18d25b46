/** Calls that wait for the response with their id. */
export class PendingCalls {
  readonly #pending = new Map<number, () => void>();
  #lastId = 0;

  /** Makes a call with `send`, which gets its id. Resolves with the response. */
  call(send: (id: number) => void): Promise<void> {
    const id = ++this.#lastId;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#pending.set(id, resolve);
    send(id);
    return promise;
  }

  settle(id: number): void {
    this.#pending.get(id)?.();
    this.#pending.delete(id);
  }
}
