import type { RefusalCode } from "#domain/model/refusal.ts";
import { publicName } from "./public-name.ts";

const refusals: Partial<Record<RefusalCode, string>> = {
  "wrong-password": "That is not your password.",
  "wrong-code": "This code is wrong or was already used. Wait for the next one and enter that.",
  "code-unreadable":
    "Codes of your app cannot be checked, because Switchboard's APP_SECRET was replaced. Use a recovery code.",
  "code-needed": "Enter a code from your authenticator app, or a recovery code.",
  "proof-needed": "Nothing changed: you didn't confirm it's you.",
  "second-step-on": "Two-step sign-in is already on.",
  "second-step-off": "Two-step sign-in is off. Start again.",
  "second-step-required": "A company of yours requires two-step sign-in, so it stays on.",
  "login-unknown": "This sign-in has already ended.",
};

/** Texts of a member's own account pages. */
export const account = {
  loading: "Loading…",
  notLoaded: "This could not be loaded.",
  tryAgain: "Try again",
  cancel: "Cancel",
  copy: "Copy",
  copied: "Copied",
  notCopied: "Not copied: select the text and copy it yourself.",
  profile: { name: "Your name", email: "Email" },
  publicName,
  proof: {
    title: "Confirm it's you",
    why: "This changes who can sign in or where secrets are sent, and you signed in a while ago.",
    password: "Your password",
    passwordMissing: "Enter your password.",
    code: "Code",
    codeHint: "From your authenticator app, or one of your recovery codes.",
    codeMissing: "Enter the code.",
    confirm: "Confirm",
    confirming: "Confirming…",
  },
  secondStep: {
    title: "Two-step sign-in",
    about:
      "After your password, you enter a code from an app on your phone. A stolen password alone is useless.",
    on: "Two-step sign-in is on.",
    required: "Your company requires it.",
    unreadable:
      "Codes of your app cannot be checked any more, because Switchboard's APP_SECRET was replaced; only recovery codes work. Turn it off and on again, or have the former secret put back.",
    turnOn: "Turn on two-step sign-in",
    turnOff: "Turn off",
    turnedOff: "Two-step sign-in is off. You sign in with your password alone.",
    codesLeft: (left: number) =>
      left === 0
        ? "You have no recovery codes left. Make new ones."
        : `You have ${left} recovery ${left === 1 ? "code" : "codes"} left.`,
    newCodes: "Make new recovery codes",
    scan: "1. Scan this with an authenticator app",
    picture: "Code for your authenticator app",
    apps: "Any app that generates six-digit codes works.",
    onThisDevice: "Open the app on this device",
    secret: "Or enter this key in the app",
    confirm: "2. Enter the code from the app",
    code: "Six-digit code",
    codeMissing: "Enter the six digits from the app.",
    finish: "Turn on",
    finishing: "Turning on…",
    others: "This signs you out everywhere else.",
    keep: "Save your recovery codes",
    keepWhy:
      "If you lose your phone, each code signs you in once. They are shown only now. Don't keep them on your phone.",
    codes: "Recovery codes",
    kept: "I have saved them",
  },
  door: {
    title: "Set up two-step sign-in",
    why: (turnOn: string) => `Your company requires it before you can continue. ${turnOn}`,
    goOn: "Go to the inbox",
    signOut: "Sign out",
  },
  logins: {
    title: "Where you are signed in",
    about: "Don't recognise one? Sign it out and change your password.",
    here: "This device",
    on: (browser: string, system: string) => `${browser} on ${system}`,
    unknownBrowser: "Unknown browser",
    unknownSystem: "unknown device",
    since: (when: string) => `Signed in ${when}`,
    used: (when: string) => `Last used ${when}`,
    end: "Sign out",
    endThat: (device: string, since: string) => `Sign out ${device}, signed in ${since}`,
    endOthers: "Sign out everywhere else",
    ended: "Signed out.",
    othersEnded: "You are signed out everywhere else.",
  },
  refusals,
  wait: "Too many attempts. Wait a moment, then try again.",
  unanswered: "No response. Check your connection and try again.",
  failed: "That did not work. Try again.",
};
