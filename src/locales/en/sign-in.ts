import type { Role } from "#domain/model/member.ts";
import type { RefusalCode } from "#domain/model/refusal.ts";
import { passwordProblems } from "./password-problems.ts";
import { isolate } from "../grammar/isolate.ts";

const refusals: Partial<Record<RefusalCode, string>> = {
  "email-taken": "There is already an account with this email. Sign in, or use another email.",
  "invitation-of-another": "This invitation is for another email address.",
  "name-of-company": "Customers would take this name for the company itself. Enter your own.",
  "name-of-chatbot": "Customers would take this name for the chatbot. Enter your own.",
  "setup-unknown": "This link has been used or has expired. Restart Switchboard to print a new one.",
  "reset-unknown": "This link has been used, replaced or has expired. Ask for a new one.",
  "invitation-unknown": "This invitation has been used or revoked, or has expired. Ask for a new one.",
};

/** Texts of sign-in, set-up and invitations. */
export const signIn = {
  product: "Switchboard",
  email: "Email",
  password: "Password",
  passwordHint: (min: number) => `${min} characters or more`,
  showPassword: "Show password",
  yourName: "Your name",
  companyName: "Company name",
  signIn: {
    title: "Sign in",
    button: "Sign in",
    busy: "Signing in…",
    wrong: "Email or password is wrong.",
    forgotten: {
      title: "Forgot your password?",
      askAdmin:
        "Ask an admin of your company: under Settings, Team they can make a link with which you choose a new one.",
      askOperator: "If you are the only admin, whoever runs the server can make one with this command:",
      command: "bun run member:reset ADDRESS",
    },
    code: {
      title: "One more step",
      hint: "Enter a code from your authenticator app, or one of your recovery codes.",
      label: "Code",
      missing: "Enter the code.",
      unreadable: "Codes of your app cannot be checked at the moment. Enter one of your recovery codes.",
      wrong: "This code is wrong or was already used. Wait for the next one and enter that.",
      back: "Sign in as someone else",
    },
  },
  setUp: {
    title: "Set up Switchboard",
    hint: "In a minute your chatbot is answering and your inbox is open.",
    button: "Create workspace",
    busy: "Creating…",
    noLink: "Open the link that Switchboard printed when it started.",
    toSignIn: "Sign in instead",
  },
  reset: {
    title: "Choose a new password",
    hint: (name: string, company: string) =>
      `For ${isolate(name)} at ${isolate(company)}. You will be signed out everywhere else.`,
    label: "New password",
    button: "Save and sign in",
    busy: "Saving…",
    noLink: "This address lacks the part after “#”. Open the whole link that you were sent.",
  },
  join: {
    title: (company: string) => `Join ${isolate(company)}`,
    invited: (inviter: string, role: Role) =>
      role === "admin" ? `${inviter} invites you as an admin.` : `${inviter} invites you as an agent.`,
    button: "Join the team",
    busy: "Joining…",
    signedInAs: (email: string) => `You join with your account ${isolate(email)}, and sign in as before.`,
    another: (invited: string, own: string) =>
      `This invitation is for ${isolate(invited)}, and you are signed in as ${isolate(own)}. Sign out to use it.`,
    signOut: "Sign out",
    newAccount: "Join with another email",
    hasAccount: "There is an account with this email. Sign in with its password to join.",
  },
  wait: (seconds: number) =>
    seconds < 90
      ? `Too many attempts. Try again in ${seconds} seconds.`
      : `Too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`,
  tryAgain: "Try again",
  failed: "Switchboard could not be reached. Check your connection and try again.",
  missing: {
    email: "Enter your email, such as ana@example.com.",
    password: "Enter your password.",
    yourName: "Enter your name. Customers see it when you answer.",
    companyName: "Enter the name of your company. Customers see it above the chat.",
  },
  tooLong: (max: number) => `At most ${max} characters.`,
  passwordProblems,
  refusals,
};
