/** Messages from the frame to the loader. Content is posted to the page's own origin only. */
export type FrameMessage =
  /** The frame is running. This is the first message, and the only one before the origins are known. */
  | { kind: "hello" }
  | { kind: "close" }
  | {
      kind: "news";
      /** The number of messages the customer has not seen. */
      unread: number;
      /** The beginning of the newest of them. */
      preview: string;
      /** The time at which the session ends without further messages, by this browser's clock; 0 if there is none. */
      until: number;
    };

/** Messages from the loader to the frame. */
export interface LoaderMessage {
  open: boolean;
  /** Whether the chat takes the whole screen. */
  full: boolean;
  /** The page's `color-scheme`, as in CSS. */
  scheme: string;
}
