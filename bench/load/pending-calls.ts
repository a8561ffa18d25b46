/** Calls that wait for the answer with their number. */
export class PendingCalls {
  readonly #waiting = new Map<number, () => void>();
  #lastId = 0;

  /** Makes a call by `send`, which is given its number; resolves with its answer. */
  call(send: (id: number) => void): Promise<void> {
    const id = ++this.#lastId;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.set(id, resolve);
    send(id);
    return promise;
  }

  settle(id: number): void {
    this.#waiting.get(id)?.();
    this.#waiting.delete(id);
  }
}
