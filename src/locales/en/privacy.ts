import type { AuditedAction } from "#domain/model/audited-action.ts";
import type { SettingsPart } from "#domain/model/fact.ts";
import type { SignInMethod } from "#domain/model/sign-in-method.ts";
import type { AuditLogEntry } from "#domain/views/audit-log-page.ts";
import { isolate } from "../grammar/isolate.ts";

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;
const listed = (names: readonly string[]) => names.join(", ");

const parts: Record<SettingsPart, string> = {
  answering: "Answering",
  chatbot: "Chatbot",
  sessions: "Sessions",
  hours: "Hours",
  sites: "Allowed sites",
  widget: "Widget",
  privacy: "Privacy",
};

const ways: Record<SignInMethod, string> = {
  password: "with a password",
  "app-code": "with a password and a code from their app",
  "recovery-code": "with a password and a recovery code",
};

/** The device of a sign-in, in the words of the page “Your sign-in”. */
function on(device: AuditLogEntry["device"]): string {
  if (device === null || (device.browser === null && device.system === null)) return "";
  return `, in ${device.browser ?? "a browser"} on ${device.system ?? "a device"}`;
}

/** An article by the title that it has now. */
function articleNamed(title: string | null): string {
  if (title === null) return "an article that has since been removed";
  return title === "" ? "an article without a title" : `the article “${isolate(title)}”`;
}

/** The actions, as the text after the actor's name. Removed members are still named, erased customers never. */
const done: Record<Exclude<AuditedAction, "organization-erased">, (entry: AuditLogEntry) => string> = {
  "switch-turned": ({ answers }) =>
    answers === "bot" ? "let the chatbot answer new messages" : "let live agents answer new messages",
  "switch-undone": ({ answers }) =>
    answers === "bot"
      ? "undid the switch: the chatbot answers new messages"
      : "undid the switch: live agents answer new messages",
  "settings-changed": ({ parts: changed }) =>
    `changed settings: ${listed(changed.map((part) => partNames[part] ?? part))}`,
  "role-changed": ({ about, role }) => `made ${about ?? "someone"} an ${role ?? "agent"}`,
  "public-name-changed": ({ about }) => `changed the public name of ${about ?? "someone"}`,
  "member-deactivated": ({ about }) => `removed ${about ?? "someone"} from the team`,
  "member-reactivated": ({ about }) => `restored ${about ?? "someone"} to the team`,
  "member-invited": ({ role }) => `created an invitation for an ${role ?? "agent"}`,
  "invitation-revoked": () => "revoked an invitation",
  "member-joined": ({ role }) => `joined the team as an ${role ?? "agent"}`,
  "second-step-required": () => "required two-step sign-in for everyone",
  "second-step-optional": () => "made two-step sign-in optional",
  "second-step-reset": ({ about }) => `reset two-step sign-in for ${about ?? "someone"}`,
  "second-step-turned-on": () => "turned on two-step sign-in",
  "second-step-turned-off": () => "turned off two-step sign-in",
  "recovery-codes-renewed": () => "created new recovery codes",
  "logins-ended": ({ about }) => `signed ${about ?? "someone"} out everywhere`,
  "signed-in": ({ way, device }) => `signed in ${ways[way ?? "password"]}${on(device)}`,
  "signed-out": () => "signed out",
  "sign-ins-failed": ({ about, tries, fault }) =>
    fault === "code"
      ? `recorded ${counted(tries ?? 0, "wrong code")} within a day after the right password for ${about ?? "someone"}`
      : `recorded ${counted(tries ?? 0, "wrong password")} within a day for ${about ?? "someone"}`,
  "own-logins-ended": ({ logins }) => `ended ${counted(logins ?? 1, "other sign-in")} of their own`,
  "password-changed": () => "changed their password",
  "password-reset-link-created": ({ about }) =>
    `created a link to reset the password of ${about ?? "someone"}`,
  "password-reset": () => "chose a new password with a reset link",
  "chats-read": ({ customer }) =>
    customer === null
      ? "read chats with a customer they had never served, who has since been erased"
      : `read chats with ${customer}, a customer they had never served`,
  "customer-erased": ({ chats }) => `erased a customer with ${counted(chats ?? 0, "chat")}`,
  "old-chats-erased": ({ chats, customers }) =>
    `erased ${counted(chats ?? 0, "chat")} older than the retention period` +
    (customers ? `, and ${counted(customers, "customer")} who had no other chats` : ""),
  "customer-exported": () => "downloaded a customer's data",
  "company-exported": () => "downloaded all data of the company",
  "article-created": ({ article }) => `wrote ${articleNamed(article)}`,
  "article-edited": ({ article }) => `edited ${articleNamed(article)}`,
  "article-published": ({ article }) => `published ${articleNamed(article)}`,
  "article-unpublished": ({ article }) => `took back ${articleNamed(article)}`,
  "article-deleted": ({ article }) => `deleted ${articleNamed(article)}`,
  "article-restored": ({ article }) => `restored ${articleNamed(article)}`,
  "article-owner-changed": ({ article }) => `changed who looks after ${articleNamed(article)}`,
};

/** Indexed by any string, because another version may have stored parts and actions that are unknown here. */
const partNames: Readonly<Record<string, string>> = parts;
const sentences: Readonly<Record<string, (entry: AuditLogEntry) => string>> = done;

/** Texts of the privacy pages and the audit log. */
export const privacy = {
  loading: "Loading…",
  notLoaded: "This could not be loaded.",
  tryAgain: "Try again",
  keep: {
    title: "How long chats are kept",
    label: "Keep ended chats",
    forEver: "forever",
    forDays: "for a number of days",
    days: "Days",
    daysHint: (max: number) => `From 1 to ${max}. Counted in whole days, UTC.`,
    daysWrong: (max: number) => `A whole number from 1 to ${max}.`,
    goes: (chats: number, customers: number) =>
      chats === 0
        ? "No chats are that old yet. Each one will be erased during the night after it reaches that age."
        : `${counted(chats, "chat")} ${chats === 1 ? "is" : "are"} older than that and will be erased within minutes of saving, with ${counted(customers, "customer")} who ${customers === 1 ? "has" : "have"} no other chats.`,
    counting: "Counting…",
    save: "Save",
    saving: "Saving…",
    discard: "Discard",
    failed: "Not saved. Try again.",
  },
  one: {
    title: "One customer",
    about:
      "Find a customer's data by the address they gave. Addresses are not verified: make sure that the request comes from the customer.",
    email: "Email",
    find: "Find",
    found: (count: number) =>
      count === 0 ? "No customer gave this address." : `${counted(count, "customer")} gave this address.`,
    chats: (count: number, last: string) => `${counted(count, "chat")}, the last started ${last}`,
    download: "Download",
    downloadOf: (name: string) => `Download the data of ${isolate(name)}`,
    erase: "Erase…",
    eraseOf: (name: string) => `Erase ${isolate(name)}`,
  },
  take: {
    title: "Export everything",
    about:
      "All data of your company as lines of JSON: members, settings, articles, customers, chats and the audit log. Passwords, tokens and invitation links are left out. The export is recorded in the audit log.",
    download: "Download export",
  },
  erase: {
    title: "Erase the company",
    about:
      "Erases everything above and the company itself, with every member's account. Sign-in stops working and the chat disappears from your website at once.",
    open: "Erase the company…",
    ask: (name: string) => `Erase ${isolate(name)}?`,
    counting: "All data of your company will be erased.",
    goes: (count: { members: number; customers: number; chats: number; messages: number }) =>
      `${counted(count.members, "member")}, ${counted(count.customers, "customer")} and ${counted(count.chats, "chat")} with ${counted(count.messages, "message")} will be erased. You will be signed out. This cannot be undone.`,
    backups: "Existing backups still contain this data until you delete them.",
    type: (name: string) => `Type “${name}” to confirm`,
    wrong: "That is not the name of your company.",
    cancel: "Cancel",
    confirm: "Erase permanently",
    working: "Erasing…",
    failed: "Not erased. Try again.",
  },
  audit: {
    table: "Audit log",
    about:
      "Who did what. No one can change or delete entries. A customer is named only until they are erased.",
    show: "Show",
    topics: {
      all: "Everything",
      settings: "Settings",
      members: "Team",
      "sign-ins": "Sign-ins",
      privacy: "Privacy",
      knowledge: "Knowledge",
    },
    when: "When",
    who: "Who",
    what: "What",
    server: "Switchboard",
    line: (entry: AuditLogEntry) => sentences[entry.action]?.(entry) ?? entry.action,
    empty: "Nothing yet.",
    more: "Show older",
  },
};
