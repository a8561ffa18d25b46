import { Component, createRef } from "preact";
import { MESSAGE_MAX_LENGTH } from "#domain/message.ts";
import { Confirm } from "./confirm.tsx";
import { Icon } from "./icon.tsx";
import type { Shown } from "./shown.ts";

/** From here on the customer is told how much room is left. */
const COUNTED_FROM = 3_600;
/** What browsers report for a key that an input method is still composing with; Safari says it this way alone. */
const COMPOSING_KEY = 229;

/** Where the customer writes. */
export class Composer extends Component<Shown> {
  readonly #box = createRef<HTMLTextAreaElement>();

  override componentDidMount(): void {
    this.#grow();
  }

  override componentDidUpdate(before: Shown): void {
    if (before.state.draft !== this.props.state.draft || !before.state.window.open) this.#grow();
  }

  override render(shown: Shown) {
    const { state, words, chat, touch } = shown;
    const { draft, session } = state;
    const left = MESSAGE_MAX_LENGTH - draft.length;
    return (
      <div class="composer">
        <Asking {...shown} />
        <div class="box">
          <textarea
            ref={this.#box}
            rows={1}
            dir="auto"
            aria-label={words.message}
            aria-invalid={left < 0}
            placeholder={words.placeholder}
            enterkeyhint={touch ? "enter" : "send"}
            value={draft}
            onInput={({ currentTarget }) => chat.write(currentTarget.value)}
            onKeyDown={(event) => this.#pressed(event)}
          />
          {session?.talk.turn && (
            <button
              type="button"
              class="tool"
              aria-label={words.stop}
              onClick={() => chat.talk.wish("stopBot")}
            >
              <Icon name="stop" />
            </button>
          )}
          <button type="button" class="tool send" aria-label={words.send} onClick={() => this.#send()}>
            <Icon name="send" />
          </button>
        </div>
        <Below {...shown} />
      </div>
    );
  }

  #pressed(event: KeyboardEvent): void {
    const { key, shiftKey, isComposing, keyCode } = event;
    if (key !== "Enter" || shiftKey || isComposing || keyCode === COMPOSING_KEY || this.props.touch) return;
    event.preventDefault();
    this.#send();
  }

  #send(): void {
    this.props.chat.send();
    this.#box.current?.focus();
  }

  /** As high as its words, up to six lines; the rest scrolls. */
  #grow(): void {
    const box = this.#box.current;
    if (box === null) return;
    box.style.height = "auto";
    if (box.scrollHeight > 0) box.style.height = `${box.scrollHeight}px`;
  }
}

/** Room left, when it gets scarce, and the way to a person. */
function Below({ state, words, chat }: Shown) {
  const { draft, session, settings } = state;
  const left = MESSAGE_MAX_LENGTH - draft.length;
  const talk = session?.talk;
  const askPerson = () =>
    settings?.onPersonAsked === "confirm" ? chat.ask("person") : chat.talk.wish("askPerson");
  return (
    <div class="below">
      {draft.length >= COUNTED_FROM && (
        <span class={left < 0 ? "fault" : "count"}>{left < 0 ? words.tooLong(-left) : words.left(left)}</span>
      )}
      {talk?.holder.kind === "bot" && (
        <button type="button" class={talk.offered ? "offered" : "link"} onClick={askPerson}>
          {words.person}
        </button>
      )}
    </div>
  );
}

/** What the customer is asked before it is done. */
function Asking({ state, words, chat }: Shown) {
  const onNo = () => chat.ask("nothing");
  if (state.asking === "end") {
    const onYes = () => chat.talk.wish("end");
    return <Confirm ask={words.endAsk} yes={words.end} no={words.endNo} onYes={onYes} onNo={onNo} />;
  }
  if (state.asking !== "person") return null;
  const onYes = () => chat.talk.wish("askPerson");
  return (
    <Confirm ask={words.personAsk} yes={words.personYes} no={words.personNo} onYes={onYes} onNo={onNo} />
  );
}
