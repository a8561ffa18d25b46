import type { RequestPart } from "./refused-parts.ts";

/** The form in which a question is put to a server. */
export interface RequestShape {
  isStreamed: boolean;
  /** Where our rules are: in a system message, or at the beginning of the customer's first one. */
  rules: "system" | "first-user";
  hasTools: boolean;
  /** Under which name the most tokens of an answer are given; `null`: the server's limit applies. */
  limit: "max_tokens" | "max_completion_tokens" | null;
  /** How much is left out of the question for the model's context, from 0; see {@link promptSizeOf}. */
  size: number;
}

/** What is tried first: what most servers take. */
export const USUAL_SHAPE: RequestShape = {
  isStreamed: true,
  rules: "system",
  hasTools: true,
  limit: null,
  size: 0,
};

/** How much of a chat and of the company's knowledge is sent; the customer's last message always is. */
export interface PromptSize {
  transcriptBytes: number;
  /** In UTF-16 code units. */
  passagesLength: number;
  /** The most of one message, in UTF-16 code units. */
  messageLength: number;
}

const SMALLEST: PromptSize = { transcriptBytes: 0, passagesLength: 0, messageLength: 1_000 };
const PROMPT_SIZES: readonly PromptSize[] = [
  { transcriptBytes: 16_384, passagesLength: 12_000, messageLength: Infinity },
  { transcriptBytes: 6_000, passagesLength: 6_000, messageLength: Infinity },
  { transcriptBytes: 2_000, passagesLength: 2_000, messageLength: 2_000 },
  SMALLEST,
];

/** How much of a question is sent in this shape. */
export function promptSizeOf({ size }: RequestShape): PromptSize {
  return PROMPT_SIZES[size] ?? SMALLEST;
}

/** The shape without the first part that can still be given up; `null` when there is none. */
export function withoutPart(shape: RequestShape, refused: readonly RequestPart[]): RequestShape | null {
  for (const part of refused) {
    const next = without(shape, part);
    if (next !== null) return next;
  }
  return null;
}

function without(shape: RequestShape, part: RequestPart): RequestShape | null {
  switch (part) {
    case "stream":
      return shape.isStreamed ? { ...shape, isStreamed: false } : null;
    case "rules":
      return shape.rules === "system" ? { ...shape, rules: "first-user" } : null;
    case "tools":
      return shape.hasTools ? { ...shape, hasTools: false } : null;
    case "no-limit":
      return shape.limit === null ? { ...shape, limit: "max_tokens" } : null;
    case "limit-name":
      return shape.limit === "max_tokens" ? { ...shape, limit: "max_completion_tokens" } : null;
    case "history":
      return shape.size + 1 < PROMPT_SIZES.length ? { ...shape, size: shape.size + 1 } : null;
  }
}
