import { MarkdownCodeTracker } from "../text/markdown-code-tracker.ts";
import type { TextFilter } from "../text/text-filter.ts";
import { AnswerText } from "./answer-text.ts";
import { judgeMarkedCall } from "./call-marks.ts";
import { judgeCallLine, judgeCallWord } from "./judge-call-line.ts";
import { judgeFencedCall } from "./judge-fenced-call.ts";
import { judgeJsonCall } from "./judge-json-call.ts";
import { judgeLabelledCall } from "./judge-labelled-call.ts";
import { isAheadOpen, isInSentence, judgeStopMark } from "./judge-stop-mark.ts";
import type { RequestedAction } from "./person-tool.ts";
import { soundsLikeThoughts } from "./suspect-thoughts.ts";
import {
  CHANNEL,
  END_OF_CHANNEL,
  END_OF_REACT,
  END_OF_THOUGHTS,
  MAYBE_CHANNEL,
  MAYBE_MARK,
  REACT_OPENING,
  STRIPPED_ANALYSIS,
  THOUGHTS_CLOSING,
  THOUGHTS_OPENING,
  WRAPPER,
  endOfMarkedThoughts,
} from "./thought-marks.ts";
import { Thoughts } from "./thoughts.ts";
import { NO, OPEN, type Verdict } from "./verdict.ts";
import { CALL_MAX_LENGTH, readWrittenCall } from "./written-call.ts";

interface MarkupHandlers {
  /** What the filter has returned so far were thoughts: the answer begins anew. */
  onRestart: () => void;
  /** Thoughts ended whose beginning was not marked; or an answer ended that was held back for such, and there were none. */
  onUnmarkedThoughts: (found: boolean) => void;
  /** A call of our tool was written as text. */
  onCall: (action: RequestedAction) => void;
}

/**
 * Takes out of an answer what a server should have kept apart: thoughts, calls of the tool written as text, and marks of
 * chat templates. Code that quotes them is left as it is, except for a block that is nothing but a call.
 *
 * @param beginsWithThoughts - the model's thoughts begin without a mark: all up to their end is held back
 */
export function createModelMarkupFilter(handlers: MarkupHandlers, beginsWithThoughts = false): TextFilter {
  return new ModelMarkupFilter(handlers, beginsWithThoughts);
}

class ModelMarkupFilter implements TextFilter {
  readonly #handlers: MarkupHandlers;
  readonly #answer = new AnswerText();
  #code = new MarkdownCodeTracker();
  /** Not decided yet. */
  #held = "";
  #thoughts: Thoughts | null;
  #hasThought = false;
  /** The answer has named a tag of thoughts, unlike models that think in it. */
  #hasNamedTag = false;
  #hasWrapper = false;
  #hasCall = false;
  #isRevived = false;
  /** An end of thoughts in a code block was one after all: the next one is not doubted. */
  #hasDoubted = false;
  /** What follows is no part of the answer. */
  #isOver = false;

  constructor(handlers: MarkupHandlers, beginsWithThoughts: boolean) {
    this.#handlers = handlers;
    this.#thoughts = beginsWithThoughts ? new Thoughts(END_OF_THOUGHTS, false) : null;
  }

  push(text: string): string {
    if (!this.#isOver) this.#held += text;
    return this.#advance(false);
  }

  end(): string {
    return this.#advance(true);
  }

  #advance(isEnd: boolean): string {
    for (let goesOn = true; goesOn && this.#held !== "";)
      goesOn = this.#thoughts === null ? this.#readText(isEnd) : this.#skipThoughts(this.#thoughts, isEnd);
    if (isEnd && this.#thoughts !== null && this.#revive(this.#thoughts)) return this.#advance(true);
    return this.#answer.take();
  }

  /** Reads on from the beginning of what is held; returns `false` if that needs more text. */
  #readText(isEnd: boolean): boolean {
    const verdict = this.#judge(isEnd);
    switch (verdict.kind) {
      case "open":
        return false;
      case "call":
        this.#drop(verdict.length);
        this.#hasCall ||= verdict.action !== null;
        if (verdict.action !== null) this.#handlers.onCall(verdict.action);
        return true;
      case "text":
        this.#say(verdict.length);
        return true;
      case "no":
        this.#say(PLAIN.exec(this.#held)?.[0].length ?? 1);
        return true;
    }
  }

  #judge(isEnd: boolean): Verdict {
    const held = this.#held;
    const isFenceSign = /^[`~]/.test(held);
    if (!isFenceSign) this.#code.settle();
    const isLineStart = this.#code.isLineStart && this.#code.openFence === null;
    if (isFenceSign && isLineStart) {
      const verdict = /^(?:`{1,2}|~{1,2})$/.test(held) && !isEnd ? OPEN : judgeFencedCall(held, isEnd);
      if (verdict.kind !== "no") return verdict;
    }
    if (this.#code.isInCode || /^\s/.test(held)) return NO;
    if (isLineStart) {
      const verdict = this.#answer.hasSaid ? judgeLine(held, isEnd) : this.#judgeStart(isEnd);
      if (verdict.kind !== "no") return verdict;
    }
    if (/^[a[(]/i.test(held) && !/\w/.test(this.#answer.lastSign)) {
      const verdict = judgeCallWord(held, isEnd);
      if (verdict.kind !== "no") return verdict;
    }
    if (/^[<[◁]/.test(held)) {
      const verdict = this.#judgeMark(isEnd);
      if (verdict.kind !== "no") return verdict;
    }
    return /^[{[]/.test(held) ? judgeJsonCall(held, isEnd) : NO;
  }

  #judgeStart(isEnd: boolean): Verdict {
    const held = this.#held;
    const verdict = judgeLine(held, isEnd);
    if (verdict.kind !== "no" || this.#hasThought || this.#isRevived) return verdict;
    const start = held.toLowerCase();
    if (start.startsWith(REACT_OPENING)) this.#thoughts = new Thoughts(END_OF_REACT, false);
    if (this.#thoughts !== null) return NOTHING;
    if (!isEnd && [ANALYSIS, REACT_OPENING].some((one) => one.startsWith(start))) return OPEN;
    const isSuspect = STRIPPED_ANALYSIS.test(held) || soundsLikeThoughts(held, isEnd);
    if (isSuspect === null) return OPEN;
    if (isSuspect) this.#thoughts = new Thoughts(END_OF_THOUGHTS, false);
    return isSuspect ? NOTHING : NO;
  }

  /** Judges what begins with a bracket: marks of thoughts and of chat templates. */
  #judgeMark(isEnd: boolean): Verdict {
    const held = this.#held;
    if (!isEnd && (MAYBE_MARK.test(held) || MAYBE_CHANNEL.test(held))) return OPEN;
    const channel = CHANNEL.exec(held);
    if (channel !== null) return this.#openChannel(channel, isEnd);
    const [opening] = THOUGHTS_OPENING.exec(held) ?? [];
    if (opening !== undefined) return this.#openThoughts(opening);
    const [closing] = THOUGHTS_CLOSING.exec(held) ?? [];
    if (closing !== undefined) return this.#closeUnmarked(closing, isEnd);
    const [wrapper] = WRAPPER.exec(held) ?? [];
    if (wrapper !== undefined && (this.#hasWrapper || !this.#answer.hasSaid)) {
      this.#hasWrapper = true;
      return taken(wrapper.length);
    }
    const stop = judgeStopMark(held, this.#answer.lastSign, isEnd);
    if (stop === null) return this.#judgeCall(isEnd);
    this.#isOver = stop.isOver;
    return stop.verdict;
  }

  #judgeCall(isEnd: boolean): Verdict {
    return judgeMarkedCall(this.#held, isEnd, this.#hasCall || this.#answer.lastSign === "}");
  }

  /** Thoughts begin an answer or a line, or follow others; anywhere else the tag is being talked about. */
  #openThoughts(opening: string): Verdict {
    if (this.#answer.hasSaid && !this.#hasThought && !this.#code.isLineStart) {
      this.#hasNamedTag = true;
      return { kind: "text", length: opening.length };
    }
    this.#hasThought = true;
    this.#thoughts = new Thoughts(endOfMarkedThoughts(opening), true);
    return taken(opening.length);
  }

  /** The end of thoughts whose beginning was not marked: all that was said were thoughts. */
  #closeUnmarked(closing: string, isEnd: boolean): Verdict {
    const after = this.#held.slice(closing.length);
    if (isAheadOpen(after, isEnd)) return OPEN;
    if (this.#hasNamedTag || isInSentence(this.#answer.lastSign, after))
      return { kind: "text", length: closing.length };
    // With nothing behind it, it ends thoughts that have ended already.
    if (this.#hasThought && this.#answer.hasSaid && after.trim() === "") return taken(this.#held.length);
    if (this.#answer.hasSaid) this.#restart();
    if (!this.#hasThought) this.#handlers.onUnmarkedThoughts(true);
    this.#hasThought = true;
    return taken(closing.length);
  }

  /** Only the final channel is for the customer. */
  #openChannel([header, before = "", name, after = ""]: RegExpExecArray, isEnd: boolean): Verdict {
    const isCall = /\bto=/.test(before + after);
    this.#hasThought = true;
    if (name === "final") {
      if (this.#answer.hasSaid) this.#restart();
      return taken(header.length);
    }
    if (!isCall) {
      this.#thoughts = new Thoughts(END_OF_CHANNEL, true);
      return taken(header.length);
    }
    const text = this.#held.slice(header.length);
    const end = END_OF_CHANNEL.exec(text);
    if (end === null && !isEnd && text.length <= CALL_MAX_LENGTH) return OPEN;
    const length = header.length + (end?.index ?? text.length);
    return { kind: "call", length, action: readWrittenCall(this.#held.slice(0, length)) };
  }

  #skipThoughts(thoughts: Thoughts, isEnd: boolean): boolean {
    const end = thoughts.findEnd(this.#held, isEnd);
    if (end === null) {
      this.#readThoughts(thoughts, thoughts.readable(this.#held, isEnd));
      return thoughts.isDecided && this.#revive(thoughts);
    }
    if (!this.#hasDoubted && thoughts.isInBlock(this.#held.slice(0, end.index))) {
      this.#readThoughts(thoughts, end.endsAt);
      thoughts.doubt();
      return true;
    }
    this.#closeThoughts(thoughts);
    this.#drop(end.endsAt);
    return true;
  }

  #readThoughts(thoughts: Thoughts, length: number): void {
    thoughts.read(this.#held.slice(0, length));
    this.#held = this.#held.slice(length);
  }

  #closeThoughts({ isMarked, isReAct }: Thoughts): void {
    if (!isMarked && !isReAct) this.#handlers.onUnmarkedThoughts(true);
    this.#thoughts = null;
    this.#hasThought = true;
  }

  /** The answer is over and no end of the thoughts has come that is beyond doubt. Returns whether there is an answer. */
  #revive(thoughts: Thoughts): boolean {
    const { answer } = thoughts;
    if (thoughts.hasEnd) {
      this.#closeThoughts(thoughts);
      this.#hasDoubted = true;
      this.#held = (answer ?? "") + this.#held;
      this.#drop(0);
      return this.#held !== "";
    }
    this.#thoughts = null;
    if (answer === null) return false;
    this.#isRevived = true;
    if (!thoughts.isReAct) this.#handlers.onUnmarkedThoughts(false);
    const isCall = STRIPPED_ANALYSIS.test(answer) && STRIPPED_CALL.test(answer);
    const action = isCall ? readWrittenCall(answer) : null;
    if (action !== null) this.#handlers.onCall(action);
    this.#held = action === null ? answer : "";
    return action === null;
  }

  #restart(): void {
    if (this.#answer.restart()) this.#handlers.onRestart();
    this.#code = new MarkdownCodeTracker();
  }

  #say(length: number): void {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    this.#code.push(text);
    this.#answer.say(text);
  }

  #drop(length: number): void {
    this.#held = this.#held.slice(length);
    this.#answer.cut();
  }
}

/** Blanks, what holds no character that could begin a mark, or one character. */
const PLAIN = /^(?:[^\S\n]+|[^`~\n<[◁{(aA]+|[^])/;
const ANALYSIS = "analysis";
const STRIPPED_CALL = /commentary\s?to=/;
const NOTHING: Verdict = { kind: "text", length: 0 };

function taken(length: number): Verdict {
  return { kind: "call", length, action: null };
}

function judgeLine(held: string, isEnd: boolean): Verdict {
  const verdict = judgeCallLine(held, isEnd);
  return verdict.kind === "no" ? judgeLabelledCall(held, isEnd) : verdict;
}
