import { counted } from "./counted.ts";

/** Every text of the widget's later part, which is loaded with the first message. */
export type LaterStrings = typeof later;

/** Texts of the widget that nobody reads before the first message. */
export const later = {
  $earlier: "Show earlier messages",
  $earlierSaid: "Earlier messages",
  $you: "You",
  $today: "Today",
  $said: (who: string, time: string) => `${who}, ${time}:`,
  $stopped: "Stopped",
  $from: (titles: string) => `From: ${titles}`,
  $failedSaid: "Message not sent",
  $delete: "Delete",
  $unread: counted("", "new message"),

  $joined: (name: string) => `${name} joined the chat`,
  "person-asked": "You asked for a person. You're now in line.",
  "bot-failed": "I can't answer right now. I'm passing you to a person.",
  "bot-unsure": "I don't know that one. I'm passing you to a person.",
  "to-bot": "The chatbot can help you now.",
  "agent-gone": "They had to leave. You're first in line.",
  switched: "You're now waiting for a person.",
  "bot-stopped": "You stopped the answer.",
  $stillWorking: "Still working on it…",

  $stillThere: "Still there?",
  $closesIn: (time: string) => `This chat closes in ${time}.`,
  $lastCall: counted("", "second", " left."),
  $keepOpen: "Keep chat open",
  $keepPlace: "Keep my place",
  $endNow: "End chat now",

  $endedAt: (time: string) => `This chat ended at ${time}.`,
  $quietMinutes: counted("It was quiet for ", "minute", "."),
  $quietSeconds: counted("It was quiet for ", "second", "."),
  $endedBy: (name: string) => `${name} ended the chat.`,
  $endedByYou: "You ended the chat.",
  $lostRace: "This chat ended while you were writing.",
  $startWith: "Start a new chat with this message",
};
