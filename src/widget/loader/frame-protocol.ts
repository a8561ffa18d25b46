/** Messages from the frame to the loader. Content is posted to the page's own origin only. */
export type FrameMessage =
  /** The frame is running: the first message, and the only one before the origins are known. */
  | { kind: "hello" }
  | { kind: "close" }
  | {
      kind: "news";
      /** Messages the customer has not seen. */
      unread: number;
      /** The newest of them. */
      preview: string;
      /** When the session ends without further messages, by this browser's clock; 0 if there is none. */
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
