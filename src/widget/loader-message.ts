/** What the frame tells the page around it. Content travels to the page's own origin only. */
export type FrameMessage =
  /** "I run": the first word between the two, and the only one said before the origins are known. */
  | { kind: "hello" }
  | { kind: "close" }
  | {
      kind: "news";
      /** Messages the customer has not seen. */
      unread: number;
      /** The newest of them: who says what. */
      from: string;
      text: string;
      /** When the session ends unless something is said, by this browser's clock; 0 when there is none. */
      until: number;
    };

/** What the page tells the frame. */
export type LoaderMessage =
  | { kind: "show"; full: boolean; touch: boolean; scheme: "light" | "dark" | "" }
  | { kind: "hide" };

/** Marks our messages among whatever else a page posts about. */
export const MARK = "switchboard";
