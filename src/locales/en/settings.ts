import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import type { RefusalCode } from "#domain/model/refusal.ts";
import type { BotKind } from "#domain/settings/bot-connection.ts";
import type { Assigning, Fallbacks, Policy } from "#domain/model/settings.ts";
import { botFailures } from "./bot-failures.ts";
import { hours } from "./hours.ts";
import { passwordProblems } from "./password-problems.ts";
import { isolate } from "../grammar/isolate.ts";

const chats = (count: number) => (count === 1 ? "1 chat" : `${count} chats`);
const listed = (names: readonly string[]) => names.map(isolate).join(", ");

/** What a choice is called, and each of its values. */
type Choice<Value extends string> = Record<Value | "label", string>;

const refusals: Partial<Record<RefusalCode, string>> = {
  "proof-needed": "Not saved: you didn't confirm it's you.",
  "nothing-to-undo": "Someone has changed the switch since. Nothing was undone.",
  "token-unreadable":
    "The stored token cannot be decrypted: Switchboard's APP_SECRET was replaced. Enter the token again.",
  "token-required":
    "This address is on another server, so the stored token is not sent there. Enter its token.",
};

/** Texts of the settings pages. */
export const settings = {
  title: "Settings",
  list: "Settings pages",
  pages: {
    answering: "Answering",
    chatbot: "Chatbot",
    knowledge: "Knowledge",
    widget: "Widget",
    sessions: "Sessions",
    hours: "Hours",
    team: "Team",
    privacy: "Privacy",
    audit: "Audit log",
    profile: "Your profile",
    password: "Your password",
    "sign-in": "Your sign-in",
  },
  loading: "Loading…",
  notLoaded: "Settings could not be loaded.",
  tryAgain: "Try again",
  saved: "Saved",
  undo: "Undo",
  notChanged: "Not changed. Try again.",
  tooLong: (max: number) => `At most ${max} characters.`,
  wrong: "This cannot be saved.",
  needAdmin: (admins: readonly string[]) => `You need an admin to change this. Admins: ${listed(admins)}.`,
  bar: {
    unsaved: "Unsaved changes",
    discard: "Discard",
    save: "Save",
    saving: "Saving…",
    failed: "Not saved. Try again.",
    leave: "You have unsaved changes. Leave without saving them?",
  },
  answering: {
    who: "Who answers new messages",
    bot: {
      name: "Chatbot",
      about: "Replies at once, day and night. Customers can ask for a person.",
      kinds: {
        "built-in": () => "Built-in, answers from your articles",
        "openai-compatible": (model) => (model === "" ? "Your own chatbot" : `Your own chatbot · ${model}`),
      } satisfies Record<BotKind, (model: string) => string>,
      trouble: "Not working",
    },
    agents: {
      name: "Live agents",
      about: "Messages go to the queue.",
      available: (available: number, all: number) =>
        `${available} of ${all} ${all === 1 ? "agent" : "agents"} available now.`,
      nobody: "No one is available. Customers wait until someone is.",
    },
    effects: {
      toAgents: (moved: number) =>
        moved === 0
          ? "Switching to live agents: running answers stop. The chatbot has no open chats now."
          : `Switching to live agents: running answers stop and ${chats(moved)} with the chatbot ${moved === 1 ? "joins" : "join"} the queue at once.`,
      toBot: (moved: number, kept: number) =>
        [
          moved === 0
            ? "Switching to the chatbot: no one in the queue moves."
            : `Switching to the chatbot: it answers ${chats(moved)} from the queue at once.`,
          kept === 0 ? "" : ` ${chats(kept)} ${kept === 1 ? "stays" : "stay"}: they asked for a person.`,
        ].join(""),
      agentsKeep: "Agents keep their chats.",
    },
    turned: {
      agents: "Live agents answer new messages from now on.",
      bot: "The chatbot answers new messages from now on.",
      moved: {
        agents: (count: number) => ` ${chats(count)} moved to the queue.`,
        bot: (count: number) => ` ${chats(count)} moved to the chatbot.`,
      },
      kept: (count: number) => ` ${chats(count)} stayed in the queue for a person.`,
    },
    now: {
      agents: "Live agents answer new messages",
      bot: "Chatbot answers new messages",
      since: (time: string, by: string | null) =>
        by === null ? ` · since ${time}` : ` · since ${time} (${by})`,
    },
    personAsked: {
      label: "When someone asks for a person",
      queue: "Put them in the queue",
      confirm: "Ask if they want to wait",
    } satisfies Choice<Fallbacks["onPersonAsked"]>,
    policy: {
      label: "Give chats to agents by",
      "least-busy": "Least busy",
      "take-turns": "Take turns",
      random: "Random",
    } satisfies Choice<Policy>,
    equalLoad: {
      label: "When agents are equally busy",
      "take-turns": "Take turns",
      random: "Random",
    } satisfies Choice<Assigning["equalLoad"]>,
    capacity: {
      label: "Most chats per agent at once",
      hint: "Agents can always accept more.",
      wrong: (max: number) => `A whole number from 1 to ${max}.`,
      fewer: "Fewer chats per agent",
      more: "More chats per agent",
    },
    unsure: {
      label: "If the chatbot cannot answer",
      "offer-person": "Offer a person",
      queue: "Put them in the queue",
    } satisfies Choice<Fallbacks["onBotUnsure"]>,
  },
  chatbot: {
    url: "Chatbot URL",
    urlHint:
      "The address of an OpenAI-compatible server. Leave empty for the built-in chatbot, which needs no token.",
    urlExample: "https://api.openai.com/v1",
    urlWrong: "Enter an address that starts with https://, such as https://api.openai.com/v1.",
    token: "Auth token",
    tokenHint: "Stored encrypted and never shown again. Leave empty if the server needs none.",
    tokenStored: (last: string) => `••••••••${last}`,
    tokenMoved: "The address is on another server. Enter its token: the stored one is not sent there.",
    replaceToken: "Replace token",
    keepToken: "Keep the stored token",
    model: "Model",
    modelMissing: "Enter the name of the model on the server.",
    timeout: "Reply timeout",
    seconds: "seconds",
    timeoutWrong: (min: number, max: number) => `Between ${min} and ${max} seconds.`,
    instructions: "Instructions",
    resetInstructions: "Reset to our example",
    usesKnowledge: "Use knowledge base",
    usesKnowledgeHint: "Passages from your articles are sent with each question.",
    name: "Name shown",
    nameMissing: "Enter the name customers see above the chatbot's answers.",
    trouble: (cause: BotFailureCause | null) =>
      `Not working: ${cause === null ? "the last answer failed." : botFailures[cause]}`,
    test: {
      button: "Test connection",
      running: "Testing…",
      region: "Test result",
      called: (address: string) => `Address called: ${isolate(address)}`,
      noServer: "The built-in chatbot was asked.",
      failed: "The test could not be run. Try again.",
      busy: "A test is already running. Wait a moment.",
      notRun: "Not tried",
      check: {
        address: "Reached the server",
        token: "Token accepted",
        model: "Model known",
        words: "Answer received",
      },
      ok: {
        address: "Reached the server",
        token: "Token accepted",
        model: "Model answered",
        words: "First words received",
      },
      ms: (ms: number) => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`),
      known: (models: readonly string[]) => `Known: ${listed(models)}.`,
      sample: "Answer:",
    },
    causes: botFailures,
  },
  widget: {
    companyName: "Company name",
    companyNameMissing: "Enter the name of your company. Customers see it above the chat.",
    greeting: "Greeting",
    greetingMissing: "Enter what customers read first.",
    brandColour: "Brand colour",
    pickColour: "Pick a colour",
    brandColourWrong: "Enter a colour as # and six digits, such as #036c75.",
    textOn: (ratio: string, look: "light" | "dark") => `Text on it: ${ratio}:1 (we use ${look} text)`,
    links: (light: string, dark: string) => `Links: ${light}:1 on light, ${dark}:1 on dark`,
    adjusted: "Links use a shade that is easy to read.",
    sites: "Allowed sites",
    sitesHint:
      "Only pages of these sites can show the chat. One per line, such as fern.shop or *.fern.shop. Leave empty to allow any site.",
    siteWrong: (typed: string) =>
      `“${typed}” is not a valid site. Enter a host such as fern.shop or *.fern.shop.`,
    sitesTooMany: (max: number) => `At most ${max} sites.`,
    install: "Put the chat on your website",
    installHint: "Paste this line into your pages, anywhere before </body>. That's all.",
    embedCode: "Embed code",
    tagManagerCode: "For a tag manager",
    tagManagerHint: "Use this line where a tag manager or an optimizer drops attributes of the tag.",
    copy: "Copy",
    copied: "Copied",
    notCopied: "Not copied: select the text and copy it yourself.",
    openDemo: "Open demo page",
  },
  password: {
    current: "Current password",
    next: "New password",
    nextHint: (min: number) => `At least ${min} characters. A few words are easy to remember.`,
    change: "Change password",
    changing: "Changing…",
    changed: "Changed. You are signed out everywhere else.",
    missing: "Enter your current password.",
    refusals: { "wrong-password": "That is not your current password." },
    wait: "Too many attempts. Wait a moment, then try again.",
    failed: "Not changed. Try again.",
    unanswered: "No response. If your current password no longer works, use the new one.",
    problems: passwordProblems,
  },
  sessions: {
    endAfter: "End a chat after",
    endAfterHint:
      "without a message. Between 10 seconds and 60 minutes; applies to open chats from their next message.",
    endAfterWrong: "Between 10 seconds and 60 minutes.",
    unit: "Unit of time",
    minutes: "minutes",
    seconds: "seconds",
    warn: "Warn the customer",
    warnHint: "seconds before",
    warnWrong: (max: number) => `Between 5 seconds and half of the time above: ${max}.`,
    also: "The limit also applies while a customer waits in the queue. They are warned and can keep their place with one tap.",
  },
  hours,
  refusals,
  failed: "That did not work. Try again.",
};
