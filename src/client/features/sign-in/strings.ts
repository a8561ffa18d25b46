import { signIn } from "#locales/en/sign-in.ts";

/** What is said on the way in, in the language of the page. */
export const strings = signIn;
