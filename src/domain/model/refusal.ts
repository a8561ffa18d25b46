/** Why a well-formed request was refused. A closed list: for an addition the compiler asks for code and text. */
export type RefusalCode =
  | "session-ended"
  | "session-unknown"
  | "customer-unknown"
  | "message-empty"
  | "message-too-long"
  | "held-by-other"
  | "nobody-waiting"
  | "already-taken"
  | "not-waiting"
  | "not-held-by-you"
  | "nothing-to-undo"
  | "last-admin"
  | "member-unknown"
  | "email-taken"
  | "invitation-unknown"
  | "setup-unknown"
  | "weak-password"
  | "wrong-password"
  | "wrong-code"
  | "code-needed"
  | "proof-needed"
  | "second-step-needed"
  | "second-step-on"
  | "second-step-off"
  | "second-step-required"
  | "login-unknown"
  | "token-required"
  | "too-many"
  | "resync";

/** A request refused by a rule. Never a bug: bugs are plain `Error`s. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  /** A name or number for the text. Shown to users, so never an internal detail. */
  readonly detail: string | null;

  /** When a retry makes sense; `null` for never. */
  readonly retryAfterMs: number | null;

  constructor(code: RefusalCode, detail: string | null = null, retryAfterMs: number | null = null) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }
}
