import { account } from "#locales/en/account.ts";

/** The texts about a member's own account, in the page's language. */
export const strings = account;
