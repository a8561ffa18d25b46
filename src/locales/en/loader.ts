/** Every text of the loader, which runs on customers' pages. English defines them, as it does those of the widget. */
export type LoaderStrings = typeof loader;

/** Texts of the bubble and of the panel while the chat loads. */
export const loader = {
  $chat: "Chat",
  $open: "Open chat",
  $close: "Close chat",
  $opening: "Opening chat",
  $unreachable: "No connection; retrying…",
  $dismiss: "Close",
};
