/** A run of backticks or tildes that opened code. */
interface CodeMark {
  sign: string;
  length: number;
}

/**
 * Follows a Markdown text that arrives in pieces and knows whether its end is inside code, fenced or inline (CommonMark
 * §4.5 and §6.1, as far as needed: an inline code that is never closed ends with its paragraph).
 */
export class MarkdownCodeTracker {
  #fence: CodeMark | null = null;
  /** The line that opened the fence is not over: one more backtick on it makes it inline code. */
  #isFenceLine = false;
  #inlineLength = 0;
  /** Backticks or tildes at the end, which may become more. */
  #run = "";
  #isLineStart = true;

  copy(): MarkdownCodeTracker {
    const copy = new MarkdownCodeTracker();
    copy.#fence = this.#fence;
    copy.#isFenceLine = this.#isFenceLine;
    copy.#inlineLength = this.#inlineLength;
    copy.#run = this.#run;
    copy.#isLineStart = this.#isLineStart;
    return copy;
  }

  push(text: string): void {
    for (const sign of text) {
      if (this.#run !== "" && this.#run.startsWith(sign)) this.#run += sign;
      else {
        this.settle();
        this.#read(sign);
      }
    }
  }

  /** Counts a run at the end as complete: what follows is another character. */
  settle(): void {
    const run: CodeMark = { sign: this.#run.slice(0, 1), length: this.#run.length };
    this.#run = "";
    if (run.length === 0) return;
    this.#readRun(run);
    this.#isLineStart = false;
  }

  /** The fence to close for the code block to end; `null` outside of one. */
  get openFence(): string | null {
    return this.#fence === null ? null : this.#fence.sign.repeat(this.#fence.length);
  }

  get isInCode(): boolean {
    return this.#fence !== null || this.#inlineLength > 0;
  }

  /** Whether the line has nothing but blanks so far. */
  get isLineStart(): boolean {
    return this.#isLineStart && this.#run === "";
  }

  #read(sign: string): void {
    if (sign === "`" || sign === "~") this.#run = sign;
    else if (sign === "\n") {
      if (this.#isLineStart) this.#inlineLength = 0;
      this.#isLineStart = true;
      this.#isFenceLine = false;
    } else if (sign.trim() !== "") this.#isLineStart = false;
  }

  #readRun(run: CodeMark): void {
    const fence = this.#fence;
    if (fence !== null) {
      if (this.#isLineStart && run.sign === fence.sign && run.length >= fence.length) this.#fence = null;
      if (!this.#isFenceLine || run.sign !== "`" || fence.sign !== "`") return;
      this.#fence = null;
      this.#inlineLength = run.length === fence.length ? 0 : fence.length;
    } else if (this.#isLineStart && run.length >= FENCE_LENGTH) {
      this.#fence = run;
      this.#isFenceLine = true;
      this.#inlineLength = 0;
    } else if (run.sign === "`") {
      if (this.#inlineLength === 0) this.#inlineLength = run.length;
      else if (this.#inlineLength === run.length) this.#inlineLength = 0;
    }
  }
}

const FENCE_LENGTH = 3;
