import { signIn } from "#locales/en/sign-in.ts";

/** The texts of the sign-in, set-up and join pages, in the page's language. */
export const strings = signIn;
