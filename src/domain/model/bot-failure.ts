/** What went wrong when the chatbot was asked: a closed list, put into words by the screens. */
export type BotFailureCause =
  | "unreachable"
  | "unauthorized"
  | "unknown-model"
  | "timeout"
  | "not-compatible"
  | "rate-limited"
  /** Not asked at all: as much has been asked of it as is allowed. */
  | "over-budget"
  | "blocked"
  | "redirected"
  | "cut"
  | "empty"
  | "server-error";
