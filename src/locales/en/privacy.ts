import type { AuditedAction } from "#domain/model/audited-action.ts";
import type { SettingsPart } from "#domain/model/fact.ts";
import type { SignInMethod } from "#domain/security/sign-in-result.ts";
import type { AuditLogEntry } from "#domain/views/audit-log-page.ts";

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;
const listed = (names: readonly string[]) => names.join(", ");

const parts: Record<SettingsPart, string> = {
  answering: "Answering",
  chatbot: "Chatbot",
  sessions: "Sessions",
  sites: "Allowed sites",
  widget: "Widget",
  privacy: "Privacy",
};

const ways: Record<SignInMethod, string> = {
  password: "by password",
  "app-code": "by password and a code of their app",
  "recovery-code": "by password and a recovery code",
};

/** What somebody signed in with, as “Your sign-in” says it. */
function on(device: AuditLogEntry["device"]): string {
  if (device === null || (device.browser === null && device.system === null)) return "";
  return `, in ${device.browser ?? "a browser"} on ${device.system ?? "a device"}`;
}

/** What was done, after the name of who did it. Who has left the company is still named; who was erased never is. */
const done: Record<Exclude<AuditedAction, "organization-erased">, (line: AuditLogEntry) => string> = {
  "switch-turned": ({ answers }) =>
    answers === "bot" ? "let the chatbot answer new messages" : "let live agents answer new messages",
  "switch-undone": ({ answers }) =>
    answers === "bot"
      ? "undid the switch: the chatbot answers new messages"
      : "undid the switch: live agents answer new messages",
  "settings-changed": ({ parts: changed }) =>
    `changed settings: ${listed(changed.map((part) => partNames[part] ?? part))}`,
  "role-changed": ({ about, role }) => `made ${about ?? "somebody"} an ${role ?? "agent"}`,
  "member-deactivated": ({ about }) => `removed ${about ?? "somebody"} from the team`,
  "member-reactivated": ({ about }) => `brought ${about ?? "somebody"} back into the team`,
  "member-invited": ({ role }) => `made an invitation for an ${role ?? "agent"}`,
  "invitation-revoked": () => "took an invitation back",
  "member-joined": ({ role }) => `joined the team as an ${role ?? "agent"}`,
  "second-step-required": () => "made a second step at sign-in required for everybody",
  "second-step-optional": () => "left the second step at sign-in to everybody's choice",
  "second-step-reset": ({ about }) => `reset the second step of ${about ?? "somebody"}`,
  "second-step-turned-on": () => "turned on their second step at sign-in",
  "second-step-turned-off": () => "turned off their second step at sign-in",
  "recovery-codes-renewed": () => "made new recovery codes",
  "logins-ended": ({ about }) => `signed ${about ?? "somebody"} out everywhere`,
  "signed-in": ({ way, device }) => `signed in ${ways[way ?? "password"]}${on(device)}`,
  "signed-out": () => "signed out",
  "sign-ins-failed": ({ about, tries, fault }) =>
    fault === "code"
      ? `saw ${counted(tries ?? 0, "wrong code")} within a day after the right password of ${about ?? "somebody"}`
      : `saw ${counted(tries ?? 0, "wrong password")} within a day for ${about ?? "somebody"}`,
  "own-logins-ended": ({ logins }) => `ended ${counted(logins ?? 1, "other sign-in")} of their own`,
  "password-changed": () => "changed their password",
  "chats-read": ({ customer }) =>
    `read the chats of ${customer ?? "a customer who is erased by now"}, whom they had never served`,
  "customer-erased": ({ chats }) => `erased a customer with ${counted(chats ?? 0, "chat")}`,
  "old-chats-erased": ({ chats, customers }) =>
    `erased ${counted(chats ?? 0, "chat")} past their time, and ${counted(customers ?? 0, "customer")} with no other`,
  "customer-exported": () => "downloaded what there is of a customer",
  "company-exported": () => "downloaded everything there is of the company",
};

/** By whatever name: another version may have written parts and actions that this one does not know. */
const partNames: Readonly<Record<string, string>> = parts;
const sentences: Readonly<Record<string, (line: AuditLogEntry) => string>> = done;

/** What the screens about privacy and the audit log say. */
export const privacy = {
  loading: "Loading…",
  notLoaded: "This could not be loaded.",
  tryAgain: "Try again",
  keep: {
    title: "How long chats are kept",
    label: "After its end, keep a chat",
    forEver: "for ever",
    forDays: "for a number of days",
    days: "Days",
    daysHint: (max: number) => `From 1 to ${max}. Counted in whole days, UTC.`,
    daysWrong: (max: number) => `A whole number from 1 to ${max}.`,
    goes: (chats: number, customers: number) =>
      chats === 0
        ? "No chat is older than that now. Later ones go the night after their time."
        : `${counted(chats, "chat")} ${chats === 1 ? "is" : "are"} older than that and ${chats === 1 ? "goes" : "go"} for good within minutes of saving, with ${counted(customers, "customer")} of whom nothing else is left.`,
    counting: "Counting…",
    save: "Save",
    saving: "Saving…",
    discard: "Discard",
    failed: "Not saved. Try again.",
  },
  one: {
    title: "One customer",
    about:
      "What there is of somebody, by the address they gave. An address is what was typed, no proof: make sure that the customer is who asks.",
    email: "Email",
    find: "Find",
    found: (count: number) =>
      count === 0 ? "Nobody has given this address." : `${counted(count, "customer")} gave this address.`,
    chats: (count: number, last: string) => `${counted(count, "chat")}, the last began ${last}`,
    download: "Download",
    downloadOf: (name: string) => `Download what there is of ${name}`,
    erase: "Erase…",
    eraseOf: (name: string) => `Erase ${name}`,
  },
  take: {
    title: "Take everything along",
    about:
      "Everything there is of your company, as lines of JSON: members, settings, articles, customers, chats and the audit log. Passwords, tokens and invitation links are left out. It is noted in the audit log.",
    download: "Download export",
  },
  erase: {
    title: "Erase the company",
    about:
      "Everything above and the company itself, with every member's account. At once nobody can sign in any more and the chat is gone from your website.",
    open: "Erase the company…",
    ask: (name: string) => `Erase ${name}?`,
    counting: "Everything of your company goes for good.",
    goes: (count: { members: number; customers: number; chats: number; messages: number }) =>
      `${counted(count.members, "member")}, ${counted(count.customers, "customer")} and ${counted(count.chats, "chat")} with ${counted(count.messages, "message")} go for good. You are signed out. This cannot be undone.`,
    backups: "Backups made before now still hold everything until you delete those.",
    type: (name: string) => `Type “${name}” to confirm`,
    wrong: "That is not the name of your company.",
    cancel: "Cancel",
    confirm: "Erase for good",
    working: "Erasing…",
    failed: "Not erased. Try again.",
  },
  audit: {
    table: "Audit log",
    about:
      "Who did what. Lines are only added: nobody can change or delete one. A customer is named only until they are erased.",
    show: "Show",
    topics: {
      all: "Everything",
      settings: "Settings",
      members: "Team",
      "sign-ins": "Sign-ins",
      privacy: "Privacy",
    },
    when: "When",
    who: "Who",
    what: "What",
    server: "Switchboard",
    line: (line: AuditLogEntry) => sentences[line.action]?.(line) ?? line.action,
    empty: "Nothing yet.",
    more: "Show older",
  },
};
