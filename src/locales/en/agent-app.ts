import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import type { EndedBy } from "#domain/model/session.ts";
import type { MailState } from "#domain/views/mail-state.ts";
import type { MailDelivery } from "#domain/views/timeline.ts";
import type { QueuedWhy, ToBotWhy } from "#domain/views/timeline-notice.ts";
import { botFailureReasons } from "./bot-failures.ts";
import { isolate } from "../grammar/isolate.ts";

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;
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

/** Texts of the agents' app. */
export const agentApp = {
  tryAgain: "Try again",
  undo: "Undo",
  dismiss: "Dismiss",
  pane: {
    failed: "This part of the page could not be shown.",
    reload: "Reload",
  },
  shell: {
    main: "Main",
    inbox: "Inbox",
    settings: "Settings",
    accountMenu: "Account menu",
    openDemoPage: "Open demo page",
    signOut: "Sign out",
    botAnswers: "Chatbot answers new messages",
    agentsAnswer: "Live agents answer new messages",
    away: "Back in a moment",
    unreachable: "Switchboard could not be reached. This page tries again by itself.",
    notFound: "There is nothing at this address.",
    toInbox: "Go to the inbox",
    updated: "Switchboard has been updated.",
    reload: "Reload",
  },
  presence: {
    available: "Available",
    on: "On",
    away: "Away",
    waiting: (count: number) => `${count} waiting`,
    sound: "Sound",
    connection: "Connection",
    connecting: "Connecting…",
    connected: "Connected",
    lost: "Reconnecting…",
    lostBanner: "Reconnecting… You can keep writing.",
    upToDate: "Up to date",
  },
  list: {
    chats: "Chats",
    show: "Show",
    mine: "Mine",
    everyone: "Everyone",
    sections: {
      waiting: "Waiting",
      chatting: "Chatting with",
      mail: "Messages",
      unassigned: "Unassigned",
      bot: "Chatbot",
      past: "Has chatted with",
    },
    empty: {
      waiting: "No one is waiting.",
      chatting: "You have no open chats.",
      mail: "You have no open messages.",
      unassigned: "Nothing is unassigned.",
      bot: "The chatbot has no open chats.",
      past: "No one yet.",
    },
    noChats: "No chats yet.",
    noChatsHint: "Open the demo page and write to yourself: your message shows up here.",
    notLoaded: "Chats could not be loaded.",
    acceptNext: "Accept next",
    nobodyWaiting: "No one is waiting on the page now.",
    alreadyTaken: (name: string | null) => `${isolate(name ?? "Someone")} took this one.`,
    updates: (count: number) => (count === 1 ? "1 update · Show" : `${count} updates · Show`),
    showUpdates: "Show updates",
    waiting: "waiting",
    left: "Left",
    late: "Late",
    unread: (count: number) => `${count} unread`,
    draft: (text: string) => `Draft: ${isolate(text)}`,
    youSaid: (text: string) => `You: ${isolate(text)}`,
    memberSaid: (name: string | null, text: string) => `${isolate(name ?? "Agent")}: ${isolate(text)}`,
    botSaid: (text: string) => `Chatbot: ${isolate(text)}`,
    nothingSaid: "No messages yet",
    heldBy: (name: string) => `with ${isolate(name)}`,
    heldBefore: (name: string) => `was ${isolate(name)}'s`,
    mail: {
      "waits-for-us": "waits for us",
      "waits-for-customer": "waits for the customer",
      snoozed: "put aside",
    } satisfies Record<MailState["kind"], string>,
    more: "Show more",
    asNames: "Show names only",
    asList: "Show the whole list",
    now: "now",
    minutes: (count: number) => `${count} min`,
  },
  open: {
    list: "Open chats",
    heading: "Open:",
    button: (name: string, unread: number) => (unread === 0 ? name : `${isolate(name)}, ${unread} unread`),
    more: (count: number) => `+${count}`,
    moreLabel: "More open chats",
    previous: "Previous chat",
    next: "Next chat",
    stepped: (name: string) =>
      `Hid ${isolate(name)} to make room. The chat is still open, in the bar at the top.`,
  },
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
  erase: {
    title: (name: string) => `Erase ${isolate(name)}?`,
    counting: "Their name, email address and all messages of their chats will be erased.",
    goes: (chats: number, count: number) =>
      `Their name, email address and ${counted(chats, "chat")} with ${counted(count, "message")} will be erased.`,
    everywhere: "An open chat disappears at once, here and in their browser. This cannot be undone.",
    backups: "Existing backups still contain this data until you delete them.",
    word: "erase",
    type: "Type “erase” to confirm",
    wrong: "Enter the word erase.",
    cancel: "Cancel",
    confirm: "Erase permanently",
    working: "Erasing…",
    failed: "Not erased. Try again.",
    done: "The customer was erased.",
  },
  timeline: {
    joined: (name: string) => `${isolate(name)} joined`,
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
    leftInQueue: "It ended while the customer was waiting.",
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
