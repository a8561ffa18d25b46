import { createRef, Component } from "preact";
import { HandlerMark, whoAnswers } from "./handler.tsx";
import { Icon } from "./icon.tsx";
import type { Shown } from "./shown.ts";

/** Company, who is answering, and the way out. */
export function Header(shown: Shown) {
  const { state, words, chat, framed } = shown;
  const { settings, session, window } = state;
  const company = settings?.companyName ?? "";
  const answering = whoAnswers(shown);
  return (
    <header>
      <span class="logo" aria-hidden="true">
        {company.slice(0, 1)}
      </span>
      <div class="title">
        <h1 tabIndex={-1}>{company}</h1>
        <p>{answering && <HandlerMark handler={answering.handler}>{answering.word}</HandlerMark>}</p>
      </div>
      {session !== null && session.talk.ended === null && <Menu {...shown} />}
      {framed && (
        <button
          type="button"
          class="tool"
          aria-label={window.full ? words.close : words.minimise}
          onClick={() => chat.close()}
        >
          <Icon name={window.full ? "close" : "over"} />
        </button>
      )}
    </header>
  );
}

class Menu extends Component<Shown> {
  readonly #button = createRef<HTMLButtonElement>();
  readonly #item = createRef<HTMLButtonElement>();

  override componentDidUpdate(before: Shown): void {
    const [was, is] = [before.state.asking === "menu", this.props.state.asking === "menu"];
    if (is && !was) this.#item.current?.focus();
    // Only from the menu itself: what it has led to takes the focus for itself.
    if (was && this.props.state.asking === "nothing") this.#button.current?.focus();
  }

  override render({ state, words, chat }: Shown) {
    const open = state.asking === "menu";
    return (
      <div class="menu-place">
        <button
          type="button"
          class="tool"
          ref={this.#button}
          aria-label={words.more}
          aria-haspopup="menu"
          aria-expanded={open}
          onClick={() => chat.ask(open ? "nothing" : "menu")}
        >
          <Icon name="more" />
        </button>
        {open && (
          <div
            class="menu"
            role="menu"
            onFocusOut={({ relatedTarget }) => {
              // A menu that has led on loses the focus too, by going.
              if (relatedTarget === null && chat.store.get().asking === "menu") chat.ask("nothing");
            }}
          >
            <button type="button" role="menuitem" ref={this.#item} onClick={() => chat.ask("end")}>
              {words.end}
            </button>
          </div>
        )}
      </div>
    );
  }
}
