/** How a user authenticated: by the password alone, or by which second step. */
export type SignInMethod = "password" | "app-code" | "recovery-code";

/** Which step of a sign-in failed. `code` implies that the password was right. */
export type SignInFault = "password" | "code";
