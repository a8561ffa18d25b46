/** The reasons for which a request to the chatbot failed: a closed list. The user interface has a text for each. */
export type BotFailureCause =
  | "unreachable"
  | "unauthorized"
  /** The stored token cannot be decrypted: the server's key was replaced. */
  | "token-unreadable"
  /** Refused without saying why. */
  | "forbidden"
  | "country-not-supported"
  | "ip-not-allowed"
  | "out-of-credit"
  | "unknown-model"
  | "model-not-allowed"
  | "timeout"
  | "not-compatible"
  /** The server speaks the API and did not accept the question. */
  | "rejected"
  | "question-too-long"
  | "rate-limited"
  /** The request was not sent, because the budget is used up. */
  | "over-budget"
  | "blocked"
  | "redirected"
  | "cut"
  /** The model reached its own limit before the end of its answer. */
  | "answer-too-long"
  | "content-filter"
  | "empty"
  | "server-error";
