import type { PublicHolder } from "#domain/public-fact.ts";
import { Icon, type IconName } from "./icon.tsx";
import type { Shown } from "./shown.ts";

/** Who speaks for the company: the same colour, picture and word wherever it is told. */
export type Handler = "bot" | "wait" | "person" | "over";

const handlers: Record<PublicHolder["kind"], Handler> = {
  bot: "bot",
  queue: "wait",
  agent: "person",
  nobody: "over",
};

interface Answering {
  handler: Handler;
  word: string;
}

/** Who answers now, or would answer a new chat. */
export function whoAnswers({
  state: { session, settings, stage },
  words,
}: Pick<Shown, "state" | "words">): Answering | null {
  if (settings === null) return null;
  if (stage !== "chat" || session === null) {
    return settings.answers === "bot"
      ? { handler: "bot", word: words.botAnswers(settings.botName) }
      : { handler: "person", word: words.personAnswers };
  }
  const { holder } = session.talk;
  const handler = handlers[holder.kind];
  const word = { bot: settings.botName, queue: words.waiting, nobody: words.over, agent: "" }[holder.kind];
  return { handler, word: holder.kind === "agent" ? holder.name : word };
}

export function HandlerMark({ handler, children }: { handler: Handler; children: string }) {
  const icon: IconName = handler;
  return (
    <span class={`handler is-${handler}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}
