import { MarkdownCodeTracker } from "../text/markdown-code-tracker.ts";
import { END_MAX_LENGTH, END_OF_REACT } from "./thought-marks.ts";

/** Of thoughts that may be the answer; a longer answer is shortened anyway. In UTF-16 code units. */
const KEPT_MAX_LENGTH = 16_384;
/** So much text behind a doubtful end is the answer: thoughts seldom quote their own end that long before it. */
const DOUBT_MAX_LENGTH = 2_000;

/** Where the thoughts end in the text at hand. */
interface FoundEnd {
  index: number;
  /** Behind the mark. */
  endsAt: number;
}

/** Thoughts that have begun, as far as they have been read. */
export class Thoughts {
  readonly #end: RegExp;
  /** Whether a mark has opened them; else all of them is the answer if no end comes. */
  readonly isMarked: boolean;
  readonly #code = new MarkdownCodeTracker();
  #kept = "";
  /** What came behind an end inside of a code block: the answer, unless another end shows the first to be quoted. */
  #doubtful: string | null = null;

  constructor(end: RegExp, isMarked: boolean) {
    this.#end = end;
    this.isMarked = isMarked;
  }

  /** All that may be the answer if no further end comes; `null` where it is none. */
  get answer(): string | null {
    return this.#doubtful ?? (this.isMarked || this.#kept === "" ? null : this.#kept);
  }

  /** They are no habit of the model: it was told to write so. */
  get isReAct(): boolean {
    return this.#end === END_OF_REACT;
  }

  /** Whether an end has come, though a doubtful one. */
  get hasEnd(): boolean {
    return this.#doubtful !== null;
  }

  get isDecided(): boolean {
    return this.#doubtful !== null && this.#doubtful.length > DOUBT_MAX_LENGTH;
  }

  /** @param isEnd - nothing follows the text */
  findEnd(text: string, isEnd: boolean): FoundEnd | null {
    const end = this.#end.exec(text);
    if (end === null) return null;
    const endsAt = end.index + end[0].length;
    return isEnd || endsAt < text.length ? { index: end.index, endsAt } : null;
  }

  /** Whether a text that goes on from what was read ends in a code block, where a mark is one that they quote. */
  isInBlock(text: string): boolean {
    const code = this.#code.copy();
    code.push(text);
    code.settle();
    return code.openFence !== null;
  }

  /** An end in a code block has been read. */
  doubt(): void {
    this.#doubtful ??= "";
  }

  /** How much of a text without an end can be read: its end may be the beginning of a mark. */
  readable(text: string, isEnd: boolean): number {
    return isEnd ? text.length : Math.max(0, text.length - END_MAX_LENGTH);
  }

  read(text: string): void {
    this.#code.push(text);
    if (!this.isMarked && this.#kept.length < KEPT_MAX_LENGTH) this.#kept += text;
    if (this.#doubtful !== null) this.#doubtful += text;
  }
}
