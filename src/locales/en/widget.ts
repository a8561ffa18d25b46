import type { Language } from "../grammar/language.ts";
import type { Forms } from "../grammar/plural.ts";

export const language: Language = { code: "en", direction: "ltr" };

/** Every text of the widget. English defines them: a language that lacks one, or has one too many, does not compile. */
export type WidgetStrings = typeof widget;

/** A number of units in a text, such as "1 minute left" and "2 minutes left". */
const counted = (before: string, noun: string, after = ""): Forms => ({
  one: `${before}# ${noun}${after}`,
  other: `${before}# ${noun}s${after}`,
});

/** Texts of the widget. Short, plain, and without blame. A person is "a person", never "an agent". */
export const widget = {
  $dialog: (company: string) => `Chat with ${company}`,
  $more: "More options",
  $minimise: "Minimise",
  $close: "Close chat",

  $botAnswers: (bot: string) => `${bot} · answers right away`,
  $personAnswers: "A person answers",
  $waiting: "Waiting for a person",
  $over: "Chat ended",

  $form: "Start a chat",
  $formWhy: "Tell us who you are so we can reach you if we get cut off.",
  name: "Your name",
  email: "Email",
  nameMissing: "Enter your name",
  nameTooLong: "Shorten your name",
  emailMissing: "Enter your email",
  emailWrong: "Enter an email address like name@example.com",
  $start: "Start chat",
  $starting: "Starting…",
  $startingSaid: "Starting chat",
  $notStarted: "We couldn't start the chat. Check your connection and try again.",
  $forgotten: "The chat is lost when you leave this page.",
  $notYou: "Not you?",
  $tryAgain: "Try again",

  $log: "Conversation",
  $earlier: "Show earlier messages",
  $earlierSaid: "Earlier messages",
  $botWelcome: "I'm a chatbot. Ask me anything.",
  $you: "You",
  $today: "Today",
  $said: (who: string, time: string) => `${who}, ${time}:`,
  $stopped: "Stopped",
  $from: (titles: string) => `From: ${titles}`,
  sending: "Sending…",
  sent: "Sent",
  seen: "Seen",
  $failed: "Not sent.",
  $failedSaid: "Message not sent",
  $delete: "Delete",
  $unread: counted("", "new message"),
  $unreadSaid: counted(", ", "unread message"),

  $joined: (name: string) => `${name} joined the chat`,
  "person-asked": "You asked for a person. You're now in line.",
  "bot-failed": "I can't answer right now. I'm passing you to a person.",
  "bot-unsure": "I don't know that one. I'm passing you to a person.",
  "to-bot": "The chatbot can help you now.",
  "agent-gone": "They had to leave. You're first in line.",
  switched: "You're now waiting for a person.",
  "bot-stopped": "You stopped the answer.",

  $typing: (name: string) => `${name} is typing…`,
  $replying: (bot: string) => `${bot} is replying`,
  $stillWorking: "Still working on it…",
  $message: "Message",
  $send: "Send",
  $stop: "Stop",
  $left: counted("", "character", " left"),
  $tooLong: counted("", "character", " too many"),

  $talkToPerson: "Talk to a person",
  person: {
    $ask: "Wait for a person?",
    $yes: "Wait for a person",
    $no: "Stay with the chatbot",
  },

  $line: "Waiting",
  $place(position: number | null) {
    if (position === 1) return "You're next";
    return position === null ? "You're in line" : `You are number ${position} in line`;
  },
  $keepTyping: "Keep typing. We'll read everything you write.",
  $askBot: "Ask the chatbot",

  $stillThere: "Still there?",
  $closesIn: (time: string) => `This chat closes in ${time}.`,
  $lastCall: counted("", "second", " left."),
  $keepOpen: "Keep chat open",
  $keepPlace: "Keep my place",
  $endNow: "End chat now",

  end: { $ask: "End this chat?", $yes: "End chat", $no: "Keep chatting" },
  $endedAt: (time: string) => `This chat ended at ${time}.`,
  $quietMinutes: counted("It was quiet for ", "minute", "."),
  $quietSeconds: counted("It was quiet for ", "second", "."),
  $endedBy: (name: string) => `${name} ended the chat.`,
  $endedByYou: "You ended the chat.",
  $startNew: "Start a new chat",
  $lostRace: "This chat ended while you were writing.",
  $startWith: "Start a new chat with this message",

  offline: "You're offline. We'll send your messages when you're back.",
  reconnecting: "Reconnecting…",
  online: "Back online",
  $tryNow: "Try now",
};
