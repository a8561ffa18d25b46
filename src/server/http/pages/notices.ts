import { notices } from "#locales/en/notices.ts";
import type { Notice } from "./notice-page.ts";

/** An address that leads nowhere. */
export const NOT_FOUND: Notice = {
  ...notices.notFound,
  status: 404,
  plain: "Not found.",
  link: { href: "/inbox", label: notices.toInbox },
};

/** Everything before the deployment is set up. */
export const NOT_SET_UP: Notice = {
  ...notices.notSetUp,
  status: 503,
  plain: "This Switchboard is not set up yet. Open the set-up link that the server printed when it started.",
  link: null,
};

/** A chat or a demo page whose widget key is unknown. */
export const NO_CHAT: Notice = {
  ...notices.noChat,
  status: 404,
  plain: "There is no chat at this address. Check the widget key.",
  link: null,
};

/** As `NO_CHAT`, for people who try the product: the demo page without a key shows a chat that exists. */
export const NO_CHAT_IN_DEMO: Notice = { ...NO_CHAT, link: { href: "/demo", label: notices.toDemo } };

const AGAIN = { href: "", label: notices.tryAgain };

/** A database that does not answer for a while. */
export const UNAVAILABLE: Notice = {
  ...notices.unavailable,
  status: 503,
  plain: "Try again in a moment.",
  link: AGAIN,
};

/** A server that is away: a proxy in front shows it, from `away.html`. */
export const AWAY: Notice = {
  ...notices.away,
  status: 503,
  plain: "Try again in a moment.",
  link: AGAIN,
};

/** A bug of ours. */
export const FAILED: Notice = {
  ...notices.failed,
  status: 500,
  plain: "Something went wrong.",
  link: AGAIN,
};
