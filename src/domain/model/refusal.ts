/** The reasons for which a well-formed request is refused: a closed list. */
export type RefusalCode =
  | "session-ended"
  | "session-unknown"
  | "customer-unknown"
  | "outside-hours"
  | "message-empty"
  | "message-too-long"
  | "held-by-other"
  | "nobody-waiting"
  | "already-taken"
  | "not-waiting"
  | "not-held-by-you"
  | "not-a-chat"
  | "chat-open"
  | "nothing-to-undo"
  | "last-admin"
  | "member-unknown"
  | "name-of-company"
  | "name-of-chatbot"
  | "email-taken"
  | "invitation-unknown"
  | "setup-unknown"
  | "reset-unknown"
  | "weak-password"
  | "wrong-password"
  | "wrong-code"
  | "code-unreadable"
  | "code-needed"
  | "proof-needed"
  | "second-step-needed"
  | "second-step-on"
  | "second-step-off"
  | "second-step-required"
  | "login-unknown"
  | "account-shared"
  | "company-unknown"
  | "invitation-of-another"
  | "token-required"
  | "token-unreadable"
  | "article-unknown"
  | "article-changed"
  | "article-deleted"
  | "article-incomplete"
  | "too-many-articles"
  | "too-many"
  | "resync";

/** A request refused by a rule. It is never a bug; bugs are plain `Error`s. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  /** A name or number for the text. It is shown to users, so it is never an internal detail. */
  readonly detail: string | null;

  /** The time after which a retry makes sense; `null` for never. */
  readonly retryAfterMs: number | null;

  constructor(code: RefusalCode, detail: string | null = null, retryAfterMs: number | null = null) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }
}
