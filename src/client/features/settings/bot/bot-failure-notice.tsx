import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import { clockTime } from "../../../ui/text/format-time.ts";
import { strings } from "../strings.ts";
import type { SettingsView } from "#domain/views/settings-view.ts";

/** Shows that the chatbot cannot answer, or that its last answer failed, and why. */
export function BotFailureNotice({ view: { botTrouble, isTokenReadable } }: { view: SettingsView }) {
  if (!isTokenReadable)
    return (
      <p role="alert" className="rounded-8 bg-danger-soft px-3 py-2 text-14">
        {strings.chatbot.causes["token-unreadable"]}
      </p>
    );
  if (botTrouble === null) return null;
  return (
    <p className="rounded-8 bg-wait-soft px-3 py-2 text-14">
      <span>{`${strings.chatbot.trouble(isKnownCause(botTrouble.cause) ? botTrouble.cause : null)} `}</span>
      <span className="text-ink-2 tabular-nums">{clockTime(botTrouble.at)}</span>
    </p>
  );
}

function isKnownCause(cause: string): cause is BotFailureCause {
  return Object.hasOwn(strings.chatbot.causes, cause);
}
