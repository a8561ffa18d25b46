/** Messages from the frame to the loader. Content is posted to the page's own origin only. */
export type FrameMessage =
  /**
   * The frame is running. This is the first message, and the only one before the origins are known. `style` is the
   * stylesheet of what only a running frame shows in the page.
   */
  { kind: "hello"; style: string } | { kind: "close" } | News;

/** What changed while the customer was not looking. */
export interface News {
  kind: "news";
  /** The number of messages the customer has not seen. */
  unread: number;
  /** The same on the bubble, and for screen readers after the bubble's label; empty if there are none. */
  badge: string;
  label: string;
  /** The beginning of the newest of them; empty if the number has not grown. */
  preview: string;
  /** Until when there may be something new, by this browser's clock; 0 if there is nothing to wait for. */
  until: number;
}

/** Messages from the loader to the frame. */
export interface LoaderMessage {
  open: boolean;
  /** Whether the chat takes the whole screen. */
  full: boolean;
  /** The page's `color-scheme`, as in CSS. */
  scheme: string;
}
