import { Component } from "preact";
import type { WidgetWords } from "#locales/catalogue.ts";
import type { Chat } from "../chat.ts";
import { differs } from "../differs.ts";
import { HandlerMark } from "./handler.tsx";
import { Icon } from "./icon.tsx";
import { Markdown } from "./markdown.tsx";
import type { Mark, Row } from "./rows.ts";
import type { Times } from "./times.ts";

export interface RowProps extends Row {
  chat: Chat;
  words: WidgetWords;
  times: Times;
  /** The name of the day, where it begins. */
  day: string | null;
}

/** One item of the conversation. Drawn again only when something in it differs. */
export class MessageRow extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    return differs(this.props, next);
  }

  override render({ day, ...row }: RowProps) {
    const { at, line, author, words, times, first, last } = row;
    const divider = day !== null && <div class="day">{day}</div>;
    if (line !== null) {
      return (
        <li class="line">
          {divider}
          <p>{line.kind === "joined" ? words.joined(line.name) : words[line.kind]}</p>
        </li>
      );
    }
    const own = author.kind === "customer";
    const handler = author.kind === "bot" ? "bot" : "person";
    return (
      <li
        class={`message ${own ? "own" : ""} ${first ? "first" : ""} ${last ? "last" : ""} mark-${row.mark}`}
      >
        {divider}
        {!own && first && (
          <p class="by" aria-hidden="true">
            <HandlerMark handler={handler}>{author.name}</HandlerMark> · <Time at={at} times={times} />
          </p>
        )}
        <span class="hidden">{words.said(own ? words.you : author.name, times.clock(at))}</span>
        <div class="bubble" dir="auto">
          <Markdown text={row.text} />
        </div>
        {row.stopped && <p class="meta">{words.stopped}</p>}
        {row.sources.length > 0 && (
          <p class="meta">{words.from(row.sources.map(({ title }) => title).join(", "))}</p>
        )}
        {own && <OwnMeta {...row} />}
      </li>
    );
  }
}

const markWords: Partial<Record<Mark, "sending" | "sent" | "seen">> = {
  sending: "sending",
  sent: "sent",
  seen: "seen",
};

/** Under the customer's own messages: when, and whether it got there. Not spoken: a change of it is no news. */
function OwnMeta({ id, mark, last, at, words, times, chat }: Omit<RowProps, "day">) {
  const word = markWords[mark];
  if (mark === "failed") {
    return (
      <p class="meta fault">
        <Icon name="alert" />
        {words.notSent}
        <button type="button" class="link" onClick={() => chat.retry(id)}>
          {words.tryAgain}
        </button>
        ·
        <button type="button" class="link" onClick={() => chat.remove(id)}>
          {words.delete}
        </button>
      </p>
    );
  }
  if (!last && word === undefined) return null;
  return (
    <p class="meta" aria-live="off">
      {word !== undefined && (
        <>
          {words[word]}
          {mark === "sent" && <Icon name="check" />} ·{" "}
        </>
      )}
      <Time at={at} times={times} />
    </p>
  );
}

function Time({ at, times }: { at: number; times: Times }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={times.full(at)}>
      {times.clock(at)}
    </time>
  );
}
