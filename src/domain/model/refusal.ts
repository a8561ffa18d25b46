/** Why a well-formed request was turned down. Closed: add here, then the compiler asks for its code and its words. */
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

/** A rule said no. Never a bug: bugs are plain `Error`s. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  /** What the words need: a name, a number. Shown to people, so never an internal. */
  readonly detail: string | null;

  /** When trying again makes sense; `null` when it never will. */
  readonly retryAfterMs: number | null;

  constructor(code: RefusalCode, detail: string | null = null, retryAfterMs: number | null = null) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }
}
