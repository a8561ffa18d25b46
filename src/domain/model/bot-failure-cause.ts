/** The reasons for which a request to the chatbot failed: a closed list. The user interface has a text for each. */
export type BotFailureCause =
  | "unreachable"
  | "unauthorized"
  | "unknown-model"
  | "timeout"
  | "not-compatible"
  | "rate-limited"
  /** The request was not sent, because the budget is used up. */
  | "over-budget"
  | "blocked"
  | "redirected"
  | "cut"
  | "empty"
  | "server-error";
