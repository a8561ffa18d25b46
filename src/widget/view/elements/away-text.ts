import { DAY } from "#domain/model/instant.ts";
import type { WidgetStrings } from "#language/widget.ts";
import type { ChatState } from "../../chat/chat-state.ts";
import { formatDay, formatTime } from "../locale/formats.ts";

/** The days ahead that the name of a weekday tells apart. */
const DAYS_BY_NAME = 6;

/** Whether no person answers now. */
export function isNobodyThere({ settings }: Pick<ChatState, "settings">): boolean {
  return !!settings && settings.availability.state !== "open";
}

/** Whether whoever answers now is not there: the company is closed, or live agents answer and nobody is available. */
export function isAway({ settings }: Pick<ChatState, "settings">): boolean {
  const state = settings?.availability.state;
  return state === "closed" || (state === "nobody" && settings?.answers === "agents");
}

/** That nobody is there, and when somebody will be, by the reader's clock. The later part is handed the texts. */
export function awayText(
  { settings, skewMs }: Pick<ChatState, "settings" | "skewMs">,
  strings: WidgetStrings,
): string {
  const { state, until = null } = settings?.availability ?? {};
  if (state !== "closed" || until === null) return strings.$nobodyHere;
  const at = until - skewMs;
  return strings.$awayUntil(formatDay(at, at - Date.now() > DAYS_BY_NAME * DAY), formatTime(at));
}
