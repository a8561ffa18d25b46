/** Why a request to the chatbot failed: a closed list; the user interface has a text for each. */
export type BotFailureCause =
  | "unreachable"
  | "unauthorized"
  | "unknown-model"
  | "timeout"
  | "not-compatible"
  | "rate-limited"
  /** Not sent: the budget is used up. */
  | "over-budget"
  | "blocked"
  | "redirected"
  | "cut"
  | "empty"
  | "server-error";
