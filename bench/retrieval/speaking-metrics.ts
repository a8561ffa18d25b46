/** What the chatbot did with a question. */
export interface Outcome {
  /** Whether an article answers it. */
  hasAnswer: boolean;
  isAnswered: boolean;
  /** Whether the article that it was or would be answered from is a right one. */
  isRight: boolean;
  /** How sure it was, from 0 to 1; -1 if it would not answer from an article at any threshold. */
  confidence: number;
}

/** In per cent of the questions with an answer; `false` of those without. */
export interface Speaking {
  right: number;
  wrong: number;
  refused: number;
  false: number;
  /** What would be right if 5 % of the questions without an answer were answered. */
  rightAt5: number;
}

/** The share of questions without an answer that may be answered for {@link Speaking.rightAt5}. */
const FALSE_SHARE = 0.05;

export function speakingOf(outcomes: readonly Outcome[]): Speaking {
  const answerable = outcomes.filter(({ hasAnswer }) => hasAnswer);
  const others = outcomes.filter(({ hasAnswer }) => !hasAnswer);
  const above = confidenceAbove(others);
  return {
    right: percentOf(answerable, ({ isAnswered, isRight }) => isAnswered && isRight),
    wrong: percentOf(answerable, ({ isAnswered, isRight }) => isAnswered && !isRight),
    refused: percentOf(answerable, ({ isAnswered }) => !isAnswered),
    false: percentOf(others, ({ isAnswered }) => isAnswered),
    rightAt5: percentOf(answerable, ({ confidence, isRight }) => isRight && confidence > above),
  };
}

/** The confidence above which at most 5 % of questions are. */
function confidenceAbove(outcomes: readonly Outcome[]): number {
  const sorted = outcomes.map(({ confidence }) => confidence).toSorted((a, b) => b - a);
  return Math.max(0, sorted[Math.floor(FALSE_SHARE * sorted.length)] ?? 0);
}

function percentOf(outcomes: readonly Outcome[], does: (outcome: Outcome) => boolean): number {
  return outcomes.length === 0 ? 0 : (100 * outcomes.filter(does).length) / outcomes.length;
}
