import type { FrameMessage } from "./loader-message.ts";
import { createBubble } from "./loader-bubble.ts";
import { make } from "./loader-element.ts";
import { hasFlag, keepFlag } from "./loader-flag.ts";
import { createFrame, type Frame } from "./loader-frame.ts";
import { isSmall, lockPage, pageScheme } from "./loader-page.ts";

/** What a page may be told. */
export type ChatEvent = "open" | "close" | "unread";

type Tell = (unread: number) => void;

const BARS = 4;

/** The chat as the page around it has it: the bubble at once, everything else when somebody means to use it. */
export class PageChat {
  readonly #origin: string;
  readonly #key: string;
  readonly #bubble = createBubble();
  readonly #listeners: [ChatEvent, Tell][] = [];
  #frame: Frame | null = null;
  #open = false;
  #full = false;
  #touch = false;
  #unread = 0;
  #unlock = () => {};

  constructor(origin: string, key: string) {
    this.#origin = origin;
    this.#key = key;
  }

  /** Draws the bubble in the company's colours; `null` draws it in ours. */
  appear(colours: { brand: string; onBrand: string } | null): void {
    const { host, root, button } = this.#bubble;
    const prepare = () => this.#prepare();
    if (colours !== null) {
      root.style.setProperty("--b", colours.brand);
      root.style.setProperty("--o", colours.onBrand);
    }
    root.dir = getComputedStyle(document.documentElement).direction;
    button.addEventListener("pointerenter", prepare);
    button.addEventListener("focus", prepare);
    button.addEventListener("pointerdown", ({ pointerType }) => {
      this.#touch = pointerType === "touch";
      prepare();
    });
    button.onclick = () => (this.#open ? this.close() : this.open());
    root.addEventListener("keydown", ({ key }) => key === "Escape" && this.close());
    this.#update();
    this.#stay(host);
    addEventListener("resize", () => this.#fit());
    visualViewport?.addEventListener("resize", () => this.#fit());
    visualViewport?.addEventListener("scroll", () => this.#fit());
    if (hasFlag(this.#flag)) (window.requestIdleCallback ?? setTimeout)(prepare);
  }

  open(): void {
    if (this.#open) return;
    const { panel, host } = this.#bubble;
    this.#open = true;
    panel.hidden = false;
    this.#fit();
    if (this.#full) this.#unlock = lockPage(host);
    this.#prepare().expect();
    this.#show();
    this.#update();
    this.#emit("open");
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#bubble.panel.hidden = true;
    this.#unlock();
    this.#unlock = () => {};
    this.#frame?.tell({ kind: "hide" });
    this.#update();
    this.#bubble.button.focus();
    this.#emit("close");
  }

  /** Moves the bubble up, in px from the bottom. */
  setOffset(bottom: number): void {
    this.#bubble.root.style.setProperty("--y", `${Number(bottom)}px`);
  }

  on(event: ChatEvent, tell: Tell): void {
    this.#listeners.push([event, tell]);
  }

  get #flag(): string {
    return `switchboard:${this.#key}`;
  }

  /** The frame, made when somebody means to use it. */
  #prepare(): Frame {
    if (this.#frame !== null) return this.#frame;
    const { panel } = this.#bubble;
    this.#wait();
    this.#frame = createFrame(this.#origin, this.#key, {
      heard: (message) => this.#heard(message),
      silent: () => {
        if (!this.#openWindow()) this.#wait(() => this.#openWindow());
        else this.close();
      },
      slow: () => this.#wait(() => this.#again()),
    });
    panel.append(this.#frame.element);
    return this.#frame;
  }

  #heard(message: FrameMessage): void {
    const { wait, preview } = this.#bubble;
    if (message.kind === "close") return this.close();
    if (message.kind === "hello") {
      wait.hidden = true;
      if (this.#open) this.#show();
      return;
    }
    keepFlag(this.#flag, message.until);
    const before = this.#unread;
    this.#unread = message.unread;
    this.#update();
    if (before < message.unread && !this.#open) preview(message.from, message.text, () => this.open());
    if (before !== message.unread) this.#emit("unread");
  }

  #show(): void {
    this.#frame?.tell({ kind: "show", full: this.#full, touch: this.#touch, scheme: pageScheme() });
    this.#frame?.element.focus();
  }

  #openWindow(): boolean {
    console.warn("Chat: this page's Content-Security-Policy lacks frame-src", this.#origin);
    return window.open(`${this.#origin}/chat/${this.#key}`) !== null;
  }

  #again(): void {
    this.#frame?.remove();
    this.#frame = null;
    this.#prepare().expect();
  }

  /** What stands in the panel until the frame speaks; with `retry` the reader has waited long enough. */
  #wait(retry: (() => void) | null = null): void {
    const { wait } = this.#bubble;
    const bars = Array.from({ length: BARS }, () => make("i"));
    wait.hidden = false;
    wait.setAttribute("aria-label", "Opening chat");
    wait.replaceChildren(...bars);
    if (retry === null) return;
    const button = make("button", { type: "button" }, "Try again");
    button.onclick = retry;
    wait.replaceChildren(make("p", {}, "Chat is slow to load."), button);
  }

  /** On a small screen the chat is as large as what the keyboard leaves of it. */
  #fit(): void {
    if (!this.#open) return;
    const { panel, button } = this.#bubble;
    const full = isSmall();
    const { style } = panel;
    panel.classList.toggle("full", full);
    button.hidden = full;
    style.height = full && visualViewport ? `${visualViewport.height}px` : "";
    style.transform = full && visualViewport ? `translateY(${visualViewport.offsetTop}px)` : "";
    if (full === this.#full) return;
    this.#full = full;
    this.#show();
  }

  #update(): void {
    const { root, button, update } = this.#bubble;
    root.classList.toggle(
      "dark",
      pageScheme() === "dark" || (pageScheme() === "" && matchMedia("(prefers-color-scheme:dark)").matches),
    );
    if (!this.#open) button.hidden = false;
    update(this.#open, this.#unread);
  }

  #emit(event: ChatEvent): void {
    for (const [each, tell] of this.#listeners) if (each === event) tell(this.#unread);
  }

  /** Sites that swap their body would take the chat with it. */
  #stay(host: HTMLElement): void {
    const put = () => {
      if (host.isConnected) return;
      document.body.append(host);
      observer.observe(document.body, { childList: true });
    };
    const observer = new MutationObserver(put);
    observer.observe(document.documentElement, { childList: true });
    put();
  }
}
