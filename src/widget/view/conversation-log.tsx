/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard */
import { Component, createRef } from "preact";
import { toCustomer } from "../unread.ts";
import { Arriving } from "./arriving.tsx";
import { Icon } from "./icon.tsx";
import { MessageRow } from "./message-row.tsx";
import { rowsOf } from "./rows.ts";
import type { Shown } from "./shown.ts";

/** This near to the end counts as being there, in px. */
const NEAR = 64;

interface Scrolled {
  /** Messages that came while the reader was further up. */
  below: number;
}

/** What was said. Follows the newest words only while the reader is there; whoever reads above is left in peace. */
export class ConversationLog extends Component<Shown, Scrolled> {
  override readonly state: Scrolled = { below: 0 };
  readonly #scroller = createRef<HTMLDivElement>();
  readonly #resized = new ResizeObserver(() => this.#follow());
  #near = true;
  #top = 0;

  override componentDidMount(): void {
    if (this.#scroller.current) this.#resized.observe(this.#scroller.current);
    this.#follow();
  }

  override componentWillUnmount(): void {
    this.#resized.disconnect();
  }

  override componentDidUpdate({ state: before }: Shown): void {
    const { state } = this.props;
    // Whoever writes wants to see it.
    if (state.outbox.length > before.outbox.length) this.#near = true;
    const came = countOf(state) - countOf(before);
    const isSame = state.session?.id === before.session?.id;
    // oxlint-disable-next-line react/no-did-update-set-state -- only here is it known where the reader was
    if (came > 0 && !this.#near && isSame) this.setState(({ below }) => ({ below: below + came }));
    this.#follow();
  }

  override render(shown: Shown, { below }: Scrolled) {
    const { state, words, times, chat } = shown;
    const now = Date.now() + state.skewMs;
    return (
      <div class="log-place">
        <div class="scroller" ref={this.#scroller} onScroll={() => this.#scrolled()}>
          <div role="log" tabIndex={0} aria-label={words.log}>
            <Welcome {...shown} />
            <ol>
              {rowsOf(state).map(({ id, ...row }) => (
                <MessageRow
                  key={id}
                  {...row}
                  id={id}
                  day={row.newDay ? times.day(row.at, now) : null}
                  chat={chat}
                  words={words}
                  times={times}
                />
              ))}
            </ol>
          </div>
          <Arriving {...shown} />
        </div>
        {below > 0 && (
          <button type="button" class="pill" onClick={() => this.#toEnd()}>
            <Icon name="down" />
            {words.unread(below)}
          </button>
        )}
      </div>
    );
  }

  #toEnd(): void {
    this.#near = true;
    this.#follow();
  }

  #follow(): void {
    const scroller = this.#scroller.current;
    if (!this.#near || scroller === null) return;
    scroller.scrollTop = scroller.scrollHeight;
    if (this.state.below > 0) this.setState({ below: 0 });
    this.props.chat.talk.see();
  }

  #scrolled(): void {
    const scroller = this.#scroller.current;
    if (scroller === null || scroller.clientHeight === 0) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    const isNear = scrollHeight - scrollTop - clientHeight <= NEAR;
    // Only who scrolls up leaves the end: a box that shrinks moves nobody.
    this.#near = isNear || (this.#near && scrollTop >= this.#top);
    this.#top = scrollTop;
    if (!this.#near) return;
    if (this.state.below > 0) this.setState({ below: 0 });
    this.props.chat.talk.see();
  }
}

function countOf({ session }: Shown["state"]): number {
  return session === null ? 0 : toCustomer(session.talk).length;
}

/** The company's greeting is drawn, not said: it is no message and winds no clock. */
function Welcome({ state, words }: Shown) {
  const { settings, session } = state;
  if (settings === null || session === null) return null;
  return (
    <div class="welcome bubble" dir="auto">
      <p>{settings.greeting}</p>
      <p>{settings.answers === "bot" ? words.botWelcome : words.personWelcome}</p>
    </div>
  );
}
