/** Collects what is kept of an answer, without the blank space around what was taken out of it. */
export class AnswerText {
  #out = "";
  /** Line ends that are said only if something follows. */
  #space = "";
  #isTrimming = false;
  #hasSaid = false;
  #hasTaken = false;
  #lastSign = "";

  /** Whether more than blank space has been said since the beginning. */
  get hasSaid(): boolean {
    return this.#hasSaid;
  }

  /** The last character said. */
  get lastSign(): string {
    return this.#lastSign;
  }

  say(text: string): void {
    const trimmed = this.#isTrimming ? text.trimStart() : text;
    if (trimmed === "") return;
    this.#isTrimming = false;
    this.#lastSign = trimmed.slice(-1);
    if (this.#space !== "" && trimmed.trim() === "") {
      // Else each blank line would read all those before it again.
      this.#space += trimmed;
      return;
    }
    const all = this.#space + trimmed;
    const words = all.trimEnd();
    const lineEnd = this.#hasSaid || words !== "" ? all.indexOf("\n", words.length) : 0;
    const end = lineEnd === -1 ? all.length : lineEnd;
    this.#out += all.slice(0, end);
    this.#space = all.slice(end);
    this.#hasSaid ||= words !== "";
  }

  /** Something was taken out here. */
  cut(): void {
    if (!this.#hasSaid) this.#space = "";
    this.#isTrimming ||= !this.#hasSaid || this.#lastSign.trim() === "";
  }

  /** What was said was none of the answer. Returns whether some of it has been taken. */
  restart(): boolean {
    const hasTaken = this.#hasTaken;
    this.#out = "";
    this.#space = "";
    this.#isTrimming = true;
    this.#hasSaid = false;
    this.#hasTaken = false;
    this.#lastSign = "";
    return hasTaken;
  }

  take(): string {
    const out = this.#out;
    this.#out = "";
    this.#hasTaken ||= out !== "";
    return out;
  }
}
