/** What the chat window shows. `thread`: the customer's mail, which they have asked to see. */
export type Stage = "loading" | "form" | "chat" | "thread";
