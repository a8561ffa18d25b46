import { account } from "#locales/en/account.ts";

/** What is said to members about their own account, in the language of the page. */
export const strings = account;
