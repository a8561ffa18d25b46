/** How a user authenticated: with the password alone, or with which second step. */
export type SignInMethod = "password" | "app-code" | "recovery-code";

/** The step at which a sign-in failed. `code` implies that the password was right. */
export type SignInFault = "password" | "code";

/** Browser and operating system; `null` if not recognized. */
export interface DeviceName {
  browser: string | null;
  system: string | null;
}
