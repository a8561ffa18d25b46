import { BotMessageSquare, ChevronRight, Headset } from "lucide-react";
import { Link } from "wouter";
import { api } from "../../api/api-hooks.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { settingsPath } from "../../features/settings/layout/settings-pages.ts";
import { strings } from "../../strings.ts";
import { StableText } from "../../ui/text/stable-text.tsx";

const ANSWERS = [strings.shell.botAnswers, strings.shell.agentsAnswer];

/** Shows who answers new messages, and links to the setting. */
export function WhoAnswersLink() {
  const { data } = api.settings.get.useQuery();
  if (data === undefined) return <Placeholder />;
  const isBot = data.settings.switch.answers === "bot";
  return (
    <Link
      href={settingsPath("answering")}
      className={classNames(
        "flex min-h-9 items-center gap-1.5 rounded-8 px-2 text-13 font-semibold max-md:px-1 max-md:text-12 min-w-0 whitespace-nowrap hover:bg-surface-3 max-md:min-h-11",
        isBot ? "text-bot" : "text-live",
      )}
    >
      <Icon of={isBot ? BotMessageSquare : Headset} />
      <StableText text={isBot ? strings.shell.botAnswers : strings.shell.agentsAnswer} among={ANSWERS} />
      <Icon of={ChevronRight} className="shrink-0 max-md:hidden" />
    </Link>
  );
}

/** The room of the link before it is known who answers. */
function Placeholder() {
  return (
    <span className="invisible flex min-w-0 items-center gap-1.5 px-2 text-13 font-semibold max-md:px-1 max-md:text-12">
      <Icon of={Headset} />
      <StableText text="" among={ANSWERS} />
      <Icon of={ChevronRight} className="shrink-0 max-md:hidden" />
    </span>
  );
}
