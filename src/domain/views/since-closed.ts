/** What happened since the last member did something, for whoever comes first after a while. */
export interface SinceClosed {
  /** How many chats ended since then. */
  chats: number;
  /** How many of them were left unanswered, and still are. */
  unsure: number;
}
