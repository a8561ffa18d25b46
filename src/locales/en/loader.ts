/** Every text of the loader, which runs on customers' pages. English defines them, as it does those of the widget. */
export type LoaderStrings = typeof loader;

/** Texts of the bubble and of the panel while the chat loads. */
export const loader = {
  $chat: "Chat",
  $bubble: (isOpen: boolean, unread: number) =>
    `${isOpen ? "Close" : "Open"} chat${unread ? `, ${unread} unread message${unread > 1 ? "s" : ""}` : ""}`,
  $opening: "Opening chat",
  $slow: "Chat is slow to load.",
  $tryAgain: "Try again",
  $dismiss: "Dismiss preview",
};
