import type { RefusalCode } from "#domain/model/refusal.ts";
import { publicName } from "./public-name.ts";
import { isolate } from "../grammar/isolate.ts";

const refusals: Partial<Record<RefusalCode, string>> = {
  "proof-needed": "Nothing changed: you didn't confirm it's you.",
  "second-step-off": "Two-step sign-in is off for them. To require it, turn it on for yourself first.",
  "last-admin": "There must be at least one admin. Make someone else an admin first.",
  "email-taken": "This person is already a member.",
  "account-shared":
    "This account is also used in another company, so only its owner can do this, or whoever runs the server. Removing them from the team still works.",
  "invitation-unknown": "This invitation has already been used or revoked.",
  "member-unknown": "This person is no longer in the team.",
};

/** Texts of the team page. */
export const team = {
  loading: "Loading…",
  notLoaded: "The team could not be loaded.",
  tryAgain: "Try again",
  saved: "Saved",
  undo: "Undo",
  failed: "That did not work. Try again.",
  table: "Team",
  name: "Name",
  role: "Role",
  now: "Now",
  actions: "Actions",
  you: "(you)",
  admin: "Admin",
  agent: "Agent",
  roleFor: (name: string) => `Role for ${isolate(name)}`,
  load: (load: number, capacity: number) => `${load} of ${capacity}`,
  here: "Available",
  away: "Away",
  offline: "Offline",
  removed: "Removed",
  remove: (name: string) => `Remove ${isolate(name)}`,
  restore: (name: string) => `Restore ${isolate(name)}`,
  removeShort: "Remove",
  restoreShort: "Restore",
  wasRemoved: (name: string) => `${isolate(name)} was removed. Their chats went back to the queue.`,
  wasRestored: (name: string) => `${isolate(name)} was restored to the team.`,
  lastAdmin: "The only admin. Make someone else an admin first.",
  publicName: {
    ...publicName,
    button: "Public name",
    title: (name: string) => `Public name of ${isolate(name)}`,
    shown: (name: string) => `Customers read ${isolate(name)}`,
    close: "Close",
  },
  more: (name: string) => `More for ${isolate(name)}`,
  endLogins: "Sign out everywhere",
  loginsEnded: (name: string) => `${isolate(name)} was signed out everywhere.`,
  passwordReset: {
    button: "Reset password",
    title: (name: string) => `Reset the password of ${isolate(name)}`,
    link: "Reset link",
    hint: "Send it yourself, by email or chat, to nobody else. It works once within an hour, and is shown only now. Until then the present password still works. Two-step sign-in stays on.",
  },
  secondStep: {
    on: "Two-step sign-in",
    off: "No two-step sign-in",
    unreadable:
      "Two-step sign-in cannot be checked: APP_SECRET was replaced. Reset it, or have them use a recovery code.",
    reset: "Reset two-step sign-in",
    wasReset: (name: string) =>
      `${isolate(name)} signs in with the password alone now, and was signed out everywhere.`,
    require: "Require two-step sign-in for everyone",
    requireHint: (without: number) =>
      without === 0
        ? "Everyone has it."
        : `${without} of you ${without === 1 ? "has" : "have"} not set it up yet. They must set it up before they can go on.`,
    requiredHint: "No one can work without it. Members set it up when they sign in.",
    ownFirst: "Turn it on for yourself first, under Your sign-in.",
    isRequired: "Two-step sign-in is now required for everyone.",
    isFree: "Two-step sign-in is now optional.",
  },
  invited: "Invited",
  anybody: "Anyone with the link",
  expires: (days: number) => (days <= 1 ? "Expires within a day" : `Expires in ${days} days`),
  revoke: "Revoke",
  revoked: "The invitation was revoked.",
  invite: {
    button: "Invite people",
    title: "Invite people",
    emails: "Email addresses",
    emailsHint: "Optional, separated by commas. Each link then works only for its address.",
    emailWrong: (address: string) => `“${isolate(address)}” is not an email address.`,
    tooMany: (max: number) => `At most ${max} at once.`,
    role: "Role",
    copy: "Copy invite link",
    making: "Making the link…",
    cancel: "Cancel",
    done: "Done",
    links: "Invite links",
    link: (email: string | null) => (email === null ? "Invite link" : `Invite link for ${isolate(email)}`),
    once: "Send it yourself, by email or chat. Each link works once within 7 days, and is shown only now.",
    copied: "Copied.",
    notCopied: "Not copied: select the link and copy it yourself.",
    failed: (email: string | null, why: string) => (email === null ? why : `${isolate(email)}: ${why}`),
  },
  refusals,
};
