import type { BotFailureCause } from "#domain/model/bot-failure.ts";
import type { RefusalCode } from "#domain/model/refusal.ts";
import { passwordProblems } from "./password-problems.ts";

const chats = (count: number) => (count === 1 ? "1 chat" : `${count} chats`);
const listed = (names: readonly string[]) => names.join(", ");

/** Each cause says what happened and, where there is something to do, what to do. */
const botFailures: Record<BotFailureCause, string> = {
  unreachable: "The server could not be reached. Check the address and that the server is running.",
  unauthorized: "The server said the token is wrong.",
  "unknown-model": "The server does not know this model.",
  timeout: "No answer in time. Try a longer reply timeout or a faster model.",
  "not-compatible": "The answer is not in the OpenAI format. Check that the address is that of its API.",
  "over-budget": "As much was asked of it as is allowed for now. People answer until then.",
  "rate-limited": "The server says there are too many requests, or that the account is out of credit.",
  blocked:
    "This address is not allowed. Use a public https address, or ask the operator to list it in BOT_EGRESS_ALLOW.",
  redirected: "The address leads on to another one. Enter the final address.",
  cut: "The answer broke off in the middle.",
  empty: "The server answered, but without words.",
  "server-error": "The server reported an error of its own.",
};

const refusals: Partial<Record<RefusalCode, string>> = {
  "proof-needed": "Not saved: you did not confirm that it is you.",
  "nothing-to-undo": "Somebody has turned the switch since. Nothing was undone.",
  "token-required":
    "This address leads to another server, so the stored token is not sent there. Type its token.",
};

/** What the settings screens say. */
export const settings = {
  title: "Settings",
  list: "Settings pages",
  pages: {
    answering: "Answering",
    chatbot: "Chatbot",
    widget: "Widget",
    sessions: "Sessions",
    team: "Team",
    privacy: "Privacy",
    audit: "Audit log",
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
      about: "Replies at once, day and night. People can ask for a person.",
      builtIn: "Built-in, answers from your articles",
      connected: (model: string) => (model === "" ? "Your own chatbot" : `Your own chatbot · ${model}`),
      trouble: "Not working",
    },
    agents: {
      name: "Live agents",
      about: "Messages go to the queue.",
      available: (available: number, all: number) =>
        `${available} of ${all} ${all === 1 ? "agent" : "agents"} available now.`,
      nobody: "No one is available. Customers wait until somebody is.",
    },
    effects: {
      toAgents: (moved: number) =>
        moved === 0
          ? "Switching to live agents: running answers stop. No open chat is with the chatbot now."
          : `Switching to live agents: running answers stop and ${chats(moved)} with the chatbot ${moved === 1 ? "joins" : "join"} the line at once.`,
      toBot: (moved: number, kept: number) =>
        [
          moved === 0
            ? "Switching to the chatbot: nobody in line would move."
            : `Switching to the chatbot: it answers ${chats(moved)} from the line at once.`,
          kept === 0 ? "" : ` ${chats(kept)} ${kept === 1 ? "stays" : "stay"}: they asked for a person.`,
        ].join(""),
      agentsKeep: "Agents keep their chats.",
    },
    turned: {
      agents: "Live agents answer new messages from now.",
      bot: "The chatbot answers new messages from now.",
      moved: {
        agents: (count: number) => ` ${chats(count)} moved to the line.`,
        bot: (count: number) => ` ${chats(count)} moved to the chatbot.`,
      },
      kept: (count: number) => ` ${chats(count)} stayed in line for a person.`,
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
    },
    policy: {
      label: "Give chats to agents by",
      "least-busy": "Least busy",
      "take-turns": "Take turns",
      random: "Random",
    },
    equalLoad: {
      label: "When agents are equally busy",
      "take-turns": "Take turns",
      random: "Random",
    },
    capacity: {
      label: "Most chats per agent at once",
      hint: "Agents may always take more by hand.",
      wrong: (max: number) => `A whole number from 1 to ${max}.`,
      fewer: "Fewer chats per agent",
      more: "More chats per agent",
    },
    unsure: {
      label: "If the chatbot cannot answer",
      "offer-person": "Offer a person",
      queue: "Put them in the queue",
    },
  },
  chatbot: {
    url: "Chatbot URL",
    urlHint: "The address of an OpenAI-compatible server. Empty: the built-in chatbot, which needs no key.",
    urlExample: "https://api.openai.com/v1",
    urlWrong: "Enter an address that starts with https://, such as https://api.openai.com/v1.",
    token: "Auth token",
    tokenHint: "Stored encrypted and never shown again. Empty if the server wants none.",
    tokenStored: (last: string) => `••••••••${last}`,
    tokenMoved: "The address leads to another server. Type its token: the stored one is not sent there.",
    replaceToken: "Replace token",
    keepToken: "Keep the stored token",
    model: "Model",
    modelMissing: "Type the name of the model, as the server knows it.",
    timeout: "Reply timeout",
    seconds: "seconds",
    timeoutWrong: (min: number, max: number) => `Between ${min} and ${max} seconds.`,
    instructions: "Instructions",
    resetInstructions: "Reset to our example",
    usesKnowledge: "Use knowledge base",
    usesKnowledgeHint: "Passages from your articles go with each question.",
    name: "Name shown",
    nameMissing: "Type the name customers see above its answers.",
    trouble: (cause: BotFailureCause | null) =>
      `Not working: ${cause === null ? "the last answer failed." : botFailures[cause]}`,
    test: {
      button: "Test connection",
      running: "Testing…",
      region: "Test result",
      called: (address: string) => `Address called: ${address}`,
      builtIn: "The built-in chatbot was asked.",
      failed: "The test could not be run. Try again.",
      busy: "A test is running already. Wait a moment.",
      notRun: "Not tried",
      check: {
        address: "Reached the server",
        token: "Token accepted",
        model: "Model known",
        words: "Words came",
      },
      ok: {
        address: "Reached the server",
        token: "Token accepted",
        model: "Model answered",
        words: "First words came",
      },
      ms: (ms: number) => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`),
      known: (models: readonly string[]) => `Known: ${listed(models)}.`,
      sample: "It said:",
    },
    causes: botFailures,
  },
  widget: {
    companyName: "Company name",
    companyNameMissing: "Type the name of your company. Customers see it above the chat.",
    greeting: "Greeting",
    greetingMissing: "Type what customers read first.",
    brandColour: "Brand colour",
    pickColour: "Pick a colour",
    brandColourWrong: "Type a colour as # and six digits, such as #036c75.",
    textOn: (ratio: string, look: "light" | "dark") => `Text on it: ${ratio}:1 (we use ${look} text)`,
    links: (light: string, dark: string) => `Links: ${light}:1 on light, ${dark}:1 on dark`,
    adjusted: "Links are drawn in a shade that can be read.",
    sites: "Allowed sites",
    sitesHint:
      "Only pages of these sites may show the chat, one a line, such as fern.shop or *.fern.shop. Empty: any site may.",
    siteWrong: (typed: string) => `“${typed}” names no site. Type a host such as fern.shop or *.fern.shop.`,
    sitesTooMany: (max: number) => `At most ${max} sites.`,
    install: "Put the chat on your website",
    installHint: "Paste this line into your pages, anywhere before </body>. One line is all.",
    embedCode: "Embed code",
    copy: "Copy",
    copied: "Copied",
    notCopied: "Not copied: select the text and copy it yourself.",
    openDemo: "Open demo page",
  },
  password: {
    current: "Present password",
    next: "New password",
    nextHint: (min: number) => `At least ${min} characters. A few words are easy to remember.`,
    change: "Change password",
    changing: "Changing…",
    changed: "Changed. You are signed out everywhere else.",
    missing: "Type your present password.",
    refusals: { "wrong-password": "That is not your present password." },
    wait: "Too many tries. Wait a little, then try again.",
    failed: "Not changed. Try again.",
    unanswered: "No answer came. If the present password is wrong now, the new one holds.",
    problems: passwordProblems,
  },
  sessions: {
    endAfter: "End a chat after",
    endAfterHint:
      "without a message. Between 10 seconds and 60 minutes; open chats follow from their next message.",
    endAfterWrong: "Between 10 seconds and 60 minutes.",
    unit: "Unit of time",
    minutes: "minutes",
    seconds: "seconds",
    warn: "Warn the customer",
    warnHint: "seconds before",
    warnWrong: (max: number) => `Between 5 seconds and half of the time above: ${max}.`,
    also: "The limit also runs while a customer waits in line. They are warned and keep their place with one tap.",
  },
  refusals,
  failed: "That did not work. Try again.",
};
