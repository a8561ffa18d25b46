/** Texts of the pages that the server shows where it has nothing else to show. */
export const notices = {
  product: "Switchboard",
  notFound: { title: "There is nothing here", text: "The address may be mistyped, or the page is gone." },
  notSetUp: {
    title: "Not set up yet",
    text: "Open the set-up link that the server printed when it started.",
  },
  noChat: {
    title: "There is no chat here",
    text: "The widget key in the address is not known. Copy the line for your website again, from Settings, Widget.",
  },
  unavailable: {
    title: "Back in a moment",
    text: "Switchboard cannot reach its database. Nothing is lost.",
  },
  away: {
    title: "Back in a moment",
    text: "Switchboard is being started again. This page opens by itself then; nothing is lost.",
  },
  failed: { title: "Something went wrong", text: "The error is in the server's log." },
  toInbox: "Go to the inbox",
  toDemo: "Open demo page",
  tryAgain: "Try again",
};
