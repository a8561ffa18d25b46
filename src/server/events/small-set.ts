/**
 * A set that mostly has one member, which it then keeps without a table: ten thousand chats have one listener each. In
 * no order.
 */
export class SmallSet<Member extends object> implements Iterable<Member> {
  #only: Member | null = null;
  #more: Set<Member> | null = null;

  get isEmpty(): boolean {
    return this.#only === null && this.#more === null;
  }

  add(member: Member): this {
    if (this.isEmpty) this.#only = member;
    else this.#crowd().add(member);
    return this;
  }

  /** Does nothing where it is none. */
  delete(member: Member): void {
    if (this.#only === member) this.#only = null;
    this.#more?.delete(member);
    if (this.#more?.size === 0) this.#more = null;
  }

  *[Symbol.iterator](): Iterator<Member> {
    if (this.#only !== null) yield this.#only;
    if (this.#more !== null) yield* this.#more;
  }

  #crowd(): Set<Member> {
    const crowd = this.#more ?? new Set(this.#only === null ? [] : [this.#only]);
    this.#only = null;
    this.#more = crowd;
    return crowd;
  }
}
