import type { Company, OpenedChat } from "../companies.ts";
import type { Caller } from "./raw-calls.ts";

/** The admin of a company, who is signed in and has just typed the password. */
export function adminOf({ admin: { cookie } }: Company): Caller {
  return { cookie };
}

/** The customer in a chat. */
export function customerIn({ token }: OpenedChat, { widgetKey }: Company): Caller {
  return { "x-widget-key": widgetKey, authorization: `Bearer ${token}` };
}
