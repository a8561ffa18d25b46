/** What a page may do with the chat, once the loader has come. */
interface ChatWidget {
  open(): void;
  close(): void;
  /** Lifts the bubble to this far above the edge; px. */
  setOffset(bottom: number): void;
  /** Tells of "open", "close" and "unread" from now on. */
  on(event: string, hears: (unread: number) => void): void;
}

interface Window {
  ChatWidget?: ChatWidget;
}
