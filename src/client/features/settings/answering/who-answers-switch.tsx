import { BotMessageSquare, Check, Headset, TriangleAlert } from "lucide-react";
import { useId } from "react";
import type { Answers } from "#domain/model/settings.ts";
import { botConnection } from "#domain/settings/bot-connection.ts";
import { api } from "../../../api/api-hooks.ts";
import { ChangeResult } from "../../../ui/form/change-result.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { clockTime } from "../../../ui/text/format-time.ts";
import { RadioCard } from "./radio-card.tsx";
import { switchResultText } from "./switch-result-text.ts";
import { useTurnSwitch } from "./use-turn-switch.ts";
import { strings } from "../strings.ts";
import type { SettingsView } from "#domain/views/settings-view.ts";

const text = strings.answering;
/** How often the preview is refreshed, because chats keep changing. */
const PREVIEW_INTERVAL_MS = 5_000;

/** The switch for who answers new messages, with a count of affected chats before and after. */
export function WhoAnswersSwitch({ view, disabled }: { view: SettingsView; disabled: boolean }) {
  const group = useId();
  const { result, turn, undo } = useTurnSwitch();
  const { answers } = view.settings.switch;
  return (
    <section className="grid gap-3">
      <h2 id={group} className="text-16 font-semibold">
        {text.who}
      </h2>
      <div role="radiogroup" aria-labelledby={group} className="grid gap-3 @lg:grid-cols-2">
        <RadioCard
          group={`${group}-card`}
          name={text.bot.name}
          icon={BotMessageSquare}
          tone="bot"
          checked={answers === "bot"}
          disabled={disabled}
          onChoose={() => turn("bot")}
        >
          <span>{text.bot.about}</span>
          <BotState view={view} />
        </RadioCard>
        <RadioCard
          group={`${group}-card`}
          name={text.agents.name}
          icon={Headset}
          tone="live"
          checked={answers === "agents"}
          disabled={disabled}
          onChoose={() => turn("agents")}
        >
          <span>{text.agents.about}</span>
          <AgentsState view={view} />
        </RadioCard>
      </div>
      <SwitchPreview answers={answers} />
      {result === null ? (
        <ChangeResult text={currentStateText(view)} />
      ) : (
        <ChangeResult
          text={result.kind === "failed" ? result.why : switchResultText(result.turned)}
          isFailure={result.kind === "failed"}
          undo={strings.undo}
          onUndo={result.kind === "turned" && result.mayUndo ? () => undo(result.turned) : null}
        />
      )}
    </section>
  );
}

function BotState({ view: { settings, botTrouble } }: { view: SettingsView }) {
  if (botTrouble !== null) return <StateWarning>{text.bot.trouble}</StateWarning>;
  const { kind } = botConnection(settings.chatbot);
  return <StateOk>{text.bot.kinds[kind](settings.chatbot.model)}</StateOk>;
}

function AgentsState({ view: { availableAgents, activeAgents } }: { view: SettingsView }) {
  if (availableAgents === 0) return <StateWarning>{text.agents.nobody}</StateWarning>;
  return <StateOk>{text.agents.available(availableAgents, activeAgents)}</StateOk>;
}

function StateOk({ children }: { children: string }) {
  return (
    <span className="flex items-start gap-1 text-13 text-ink-2">
      <Icon of={Check} className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </span>
  );
}

function StateWarning({ children }: { children: string }) {
  return (
    <span className="flex items-start gap-1 text-13 text-wait">
      <Icon of={TriangleAlert} className="mt-0.5 shrink-0" />
      <span>{children}</span>
    </span>
  );
}

/** The effect of the other choice on the active chats. */
function SwitchPreview({ answers }: { answers: Answers }) {
  const { data } = api.settings.previewSwitch.useQuery(undefined, { refetchInterval: PREVIEW_INTERVAL_MS });
  if (data === undefined) return <p className="min-h-5 max-md:min-h-14" />;
  const { toAgents, toBot } = data;
  const effect =
    answers === "bot" ? text.effects.toAgents(toAgents.moved) : text.effects.toBot(toBot.moved, toBot.kept);
  return (
    <p className="min-h-5 text-13 text-ink-2 max-md:min-h-14">{`${effect} ${text.effects.agentsKeep}`}</p>
  );
}

function currentStateText({ settings }: SettingsView): string {
  const { answers, at, by } = settings.switch;
  return text.now[answers] + text.now.since(clockTime(at), by);
}
