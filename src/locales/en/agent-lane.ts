import type { Policy } from "#domain/model/settings.ts";
import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import type { EndedBy } from "#domain/model/session.ts";
import type { MailDelivery } from "#domain/views/timeline.ts";
import type { QueuedWhy, ToBotWhy } from "#domain/views/timeline-notice.ts";
import { botFailureReasons } from "./bot-failures.ts";
import { isolate } from "../grammar/isolate.ts";

const messages = (count: number) => (count === 1 ? "1 new message" : `${count} new messages`);

function endedWhy(by: EndedBy): string {
  switch (by.kind) {
    case "idle":
      return "idle";
    case "customer":
      return "ended by the customer";
    case "member":
      return `ended by ${isolate(by.name)}`;
  }
  by satisfies never;
  return "";
}

/** Why this agent was given a chat, as it was recorded then. */
const why = {
  ask: "Why this agent?",
  rules: {
    "least-busy": ({ name }) => `${isolate(name)} had the fewest open chats of those who were available.`,
    "take-turns": ({ name }) => `Agents take turns, and it was the turn of ${isolate(name)}.`,
    random: ({ name }) => `${isolate(name)} was chosen at random among those who were available.`,
    "last-agent": ({ name, customer }) =>
      `${isolate(customer)} chatted with ${isolate(name)} last, who had at most one chat more than the least busy.`,
  } satisfies Record<Policy | "last-agent", (about: { name: string; customer: string }) => string>,
  onlyOne: (name: string) => `Nobody but ${isolate(name)} was available.`,
  load: (name: string, chats: number) => `${isolate(name)} ${chats === 1 ? "1 chat" : `${chats} chats`}`,
  loads: (loads: readonly string[]) => `Open chats then: ${loads.join(", ")}.`,
  formerMember: "A former member",
  ties: {
    cursor: (name: string) => `Of those equally busy, it was the turn of ${isolate(name)}.`,
    random: (name: string) => `Of those equally busy, ${isolate(name)} was chosen at random.`,
  },
};

/** Texts of a lane: a customer's chats and mail, and what is written there. */
export const agentLane = {
  lane: {
    region: (name: string) => `Chat with ${isolate(name)}`,
    regionWithEmail: (name: string, email: string) => `Chat with ${isolate(name)} (${isolate(email)})`,
    conversation: (name: string) => `Conversation with ${isolate(name)}`,
    none: "Pick a chat on the left, or accept the next one.",
    keys: [
      { key: "Enter", does: "opens a chat beside the others" },
      { key: "Shift + Enter", does: "opens it in place of the current one" },
      { key: "Esc", does: "moves from the text box to the chat, then to the list" },
    ],
    notLoaded: "This chat could not be loaded.",
    back: "Back to the list",
    end: "End chat",
    maximise: "Maximise",
    restore: "Restore",
    collapse: "Collapse",
    expand: "Expand",
    close: "Close lane",
    moreMenu: "More",
    moveLeft: "Move left",
    moveRight: "Move right",
    handBack: "Hand back to chatbot",
    download: "Download their data",
    erase: "Erase customer…",
    done: "Done",
    resize: (before: string, after: string) => `Resize ${isolate(before)} and ${isolate(after)}`,
    waitingForYou: "waiting for you",
    inQueue: "in queue",
    lastAt: (age: string) => `last message ${age}`,
    state: {
      bot: "Chatbot",
      queue: "Waiting",
      mine: "Live · you",
      other: (name: string) => `Live · ${isolate(name)}`,
      ended: "Ended",
      unattended: "Unassigned",
      "mail-mine": "Message · you",
      "mail-other": (name: string) => `Message · ${isolate(name)}`,
      "mail-nobody": "Message · unassigned",
    },
    typing: (name: string) => `${isolate(name)} is typing…`,
    alsoTyping: (name: string) => `${isolate(name)} is replying too.`,
    botThinking: "The chatbot is thinking…",
    me: "You",
    older: "Loading older messages…",
    showOlder: "Show older messages",
    newLine: "New",
    newMessages: messages,
    toEnd: "Go to the newest message",
    empty: "Nothing has been written yet.",
    stopped: "Stopped",
    shortened: "Shortened",
    sources: (titles: readonly string[]) => `From: ${titles.map(isolate).join(", ")}`,
    sending: "Sending…",
    sent: "Sent",
    seen: "Seen",
    notSent: "Not sent.",
    delete: "Delete",
    delivery: {
      left: "Left as a message",
      seen: "Seen",
      "on-return": "Will be seen on return",
    } satisfies Record<MailDelivery, string>,
    messagesFrom: (day: string) => `Messages from ${day}`,
    chatOn: (when: string) => `Chat from ${when}`,
    lasted: (minutes: number) => (minutes < 1 ? "under a minute" : `${minutes} min`),
    open: "open",
  },
  snooze: {
    label: "Put aside",
    wake: "Take up again",
    presets: {
      tomorrow: "Until tomorrow, 9:00",
      "in-three-days": "For three days",
      "next-monday": "Until Monday, 9:00",
      "in-a-week": "For a week",
    },
    choose: "Until a day…",
    date: "Put aside until",
  },
  timeline: {
    joined: (name: string) => `${isolate(name)} joined`,
    why,
    mailTaken: (name: string) => `${isolate(name)} took this message`,
    mailEnded: (by: EndedBy) =>
      by.kind === "member"
        ? `${isolate(by.name)} marked it as done`
        : "Closed: no new messages for two weeks",
    mailGivenBack: "Back in Unassigned: it waits for an answer",
    toQueue: {
      "person-asked": (name: string) => `${isolate(name)} asked for a person`,
      "bot-unsure": () => "The chatbot did not know the answer",
      "bot-asked": () => "The chatbot asked for a person",
      "agent-gone": () => "Back in the queue: the agent left",
      switched: () => "In the queue: live agents answer now",
      "switch-undone": () => "Back in the queue: the switch was undone",
    } satisfies Record<QueuedWhy, (name: string) => string>,
    toBot: {
      "handed-back": () => "Handed back to the chatbot",
      "bot-chosen": (name: string) => `${isolate(name)} chose the chatbot`,
      switched: () => "The chatbot answers now",
      "switch-undone": () => "Back with the chatbot: the switch was undone",
    } satisfies Record<ToBotWhy, (name: string) => string>,
    botFailed: (cause: BotFailureCause) =>
      cause in botFailureReasons
        ? `The chatbot could not answer: ${botFailureReasons[cause]}`
        : "The chatbot could not answer",
    botStopped: (name: string) => `${isolate(name)} stopped the chatbot's answer`,
    personOffered: "The chatbot offered a person",
    customerLeft: (name: string) => `${isolate(name)} left the page`,
    customerBack: (name: string) => `${isolate(name)} is back`,
    keptOpen: (name: string) => `${isolate(name)} kept the chat open`,
    ended: (by: EndedBy, name: string) => {
      switch (by.kind) {
        case "idle":
          return "Chat ended: no new messages";
        case "customer":
          return `${isolate(name)} ended the chat`;
        case "member":
          return `${isolate(by.name)} ended the chat`;
      }
      by satisfies never;
      return "Chat ended";
    },
  },
  composer: {
    reply: (name: string) => `Reply to ${isolate(name)}`,
    placeholder: (name: string) => `Reply to ${isolate(name)}…`,
    send: "Send",
    tooLong: (over: number) => `${over} characters too many`,
    botAnswers: "The chatbot is answering.",
    takeOver: "Take over",
    takesOver: "Sending takes over the chat.",
    accept: "Accept",
    waits: (name: string) => `${isolate(name)} is waiting for a person.`,
    heldBy: (name: string) => `${isolate(name)} has this chat.`,
    taken: (name: string) => `${isolate(name)} took this chat`,
    draftKept: "Your text is kept as a draft.",
    ended: (time: string, by: EndedBy) =>
      [`This chat ended at ${time}`, endedWhy(by)].filter(Boolean).join(" · "),
    leftInQueue: "The customer still waits for an answer.",
    onReturn: (name: string) => `${isolate(name)} will see it on their next visit.`,
    mailOfNobody: (before: string | null) =>
      before === null ? "Nobody has this message yet." : `Unassigned: it was ${isolate(before)}'s.`,
    takeMail: "Take it",
    mailBecomesYours: (name: string) =>
      `${isolate(name)} will see it on their next visit. Sending makes the message yours.`,
    mailWaits: {
      "waits-for-us": (name: string) => `${isolate(name)} is waiting for your answer.`,
      "waits-for-customer": (name: string) => `Waiting for ${isolate(name)}.`,
    },
    snoozedUntil: (when: string) => `Put aside until ${when}.`,
    sayItInChat: (name: string) => `${isolate(name)} left a message, and is here now: say it in chat.`,
    mailDone: "Message done",
    ending: (seconds: number) => `Ending in ${seconds} s`,
    failed: "That did not work.",
  },
};
