/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-interactions -- the frame is the dialog's box already; Escape closes it from wherever the focus is */
import { Component, createRef } from "preact";
import { Banner } from "./banner.tsx";
import { Closing } from "./closing.tsx";
import { Composer } from "./composer.tsx";
import { ConversationLog } from "./conversation-log.tsx";
import { Header } from "./header.tsx";
import type { Shown } from "./shown.ts";
import { StartForm } from "./start-form.tsx";
import { Waiting } from "./waiting.tsx";

/** The window. */
export class App extends Component<Shown> {
  readonly #window = createRef<HTMLDivElement>();

  override componentDidMount(): void {
    if (this.props.state.window.open) this.#focusFirst();
  }

  override componentDidUpdate(before: Shown): void {
    const { window, stage, session } = this.props.state;
    const opened = window.open && !before.state.window.open;
    // A new chat takes away the button that began it, and with it the focus.
    const turned = stage !== before.state.stage || session?.id !== before.state.session?.id;
    if (opened || (window.open && turned)) this.#focusFirst();
  }

  override render(shown: Shown) {
    const { state, words, framed } = shown;
    const { settings, stage, session, window } = state;
    const name = words.dialog(settings?.companyName ?? "");
    const modal = framed && window.full;
    return (
      <main aria-label={name}>
        <div
          class="window"
          ref={this.#window}
          role="dialog"
          aria-label={name}
          aria-modal={modal}
          onKeyDown={(event) => this.#pressed(event)}
        >
          <Header {...shown} />
          <Banner {...shown} />
          {stage === "loading" && <Skeleton label={words.loading} />}
          {stage === "form" && (
            <div class="scroller">
              <StartForm {...shown} />
            </div>
          )}
          {stage === "chat" && (
            <>
              <Waiting {...shown} />
              <ConversationLog key={session?.id} {...shown} />
              <Closing {...shown} />
              {session?.talk.ended === null && <Composer {...shown} />}
            </>
          )}
        </div>
      </main>
    );
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    const { state, chat, framed } = this.props;
    if (state.asking !== "nothing") chat.ask("nothing");
    else if (framed) chat.close();
  }

  /** On a touch screen the heading: a keyboard that opens by itself would hide what there is to read. */
  #focusFirst(): void {
    const { touch, state } = this.props;
    const { who, stage } = state;
    const known = stage === "form" && who !== null;
    const places = touch ? [] : known ? ["form .primary"] : ["form input", "textarea", ".closing .primary"];
    for (const place of [...places, "h1"]) {
      const found = this.#window.current?.querySelector<HTMLElement>(place);
      if (found) return found.focus();
    }
  }
}

function Skeleton({ label }: { label: string }) {
  return (
    <div class="skeleton" role="img" aria-label={label}>
      <i />
      <i />
      <i />
    </div>
  );
}
