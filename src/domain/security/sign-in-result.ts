/** How somebody showed at sign-in that it is them: by the password alone, or by what came after it. */
export type SignInMethod = "password" | "app-code" | "recovery-code";

/** What was wrong when somebody tried to sign in. A wrong code comes after the right password. */
export type SignInFault = "password" | "code";
