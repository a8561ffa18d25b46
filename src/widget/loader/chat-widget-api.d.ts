/** The API for the page, available once the loader has run. */
interface ChatWidget {
  open(): void;
  close(): void;
  /** Sets the bubble's distance from the bottom edge, in px. */
  setOffset(bottom: number): void;
  /** Adds a listener for "open", "close" or "unread". */
  on(event: string, listener: (unread: number) => void): void;
}

interface Window {
  ChatWidget?: ChatWidget;
  /** Our own mark: brings the bubble back when the script is added again. */
  switchboardChat?: () => void;
}
