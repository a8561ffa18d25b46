/** What the frame tells the page around it. Content travels to the page's own origin only. */
export type FrameMessage =
  /** "I run": the first word between the two, and the only one said before the origins are known. */
  | { kind: "hello" }
  | { kind: "close" }
  | {
      kind: "news";
      /** Messages the customer has not seen. */
      unread: number;
      /** The newest of them. */
      preview: string;
      /** When the session ends unless something is said, by this browser's clock; 0 when there is none. */
      until: number;
    };

/** What the page tells the frame. */
export interface LoaderMessage {
  open: boolean;
  /** The chat takes the whole screen. */
  full: boolean;
  /** The page's own colour scheme, as CSS has it. */
  scheme: string;
}
