import { counted } from "./counted.ts";

/**
 * Every text of the widget's first part. English defines them: a language that lacks one, or has one too many, does not
 * compile.
 */
export type WidgetStrings = typeof widget;

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
  $answered: (name: string) => `${name} answered you.`,
  $show: "Show",
  $threadLost: "We couldn't load it.",
  $thread: "Write back at any time. You'll see our answers here.",
  $tryAgain: "Try again",

  $nobodyHere: "Nobody is here right now.",
  $awayUntil: (day: string, time: string) => `Nobody is here until ${day} at ${time}, your time.`,
  $leaveMessage: "Leave a message",
  $letterWhy: "Leave a message, and we'll answer it.",
  $letterNotSent: "We couldn't send your message. Check your connection and try again.",
  $letterSent: "Thanks for your message.",
  $letterAnswered: "You'll find our answer here.",
  $back: "Back",

  $log: "Conversation",
  $botWelcome: "I'm a chatbot. Ask me anything.",
  sending: "Sending…",
  sent: "Sent",
  seen: "Seen",
  failed: "Not sent.",
  $unreadSaid: counted(", ", "unread message"),

  $typing: (name: string) => `${name} is typing…`,
  $replying: (bot: string) => `${bot} is replying`,
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

  end: { $ask: "End this chat?", $yes: "End chat", $no: "Keep chatting" },
  $startNew: "Start a new chat",

  offline: "You're offline. We'll send your messages when you're back.",
  reconnecting: "Reconnecting…",
  online: "Back online",
  $tryNow: "Try now",
};
