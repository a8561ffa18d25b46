import type { Role } from "#domain/model/member.ts";
import type { RefusalCode } from "#domain/model/refusal.ts";
import { passwordProblems } from "./password-problems.ts";

const refusals: Partial<Record<RefusalCode, string>> = {
  "email-taken": "There is already an account with this email. Sign in, or use another email.",
  "setup-unknown": "This link has been used or is too old. Restart Switchboard to have a new one printed.",
  "invitation-unknown": "This invitation has been used, taken back, or is too old. Ask for a new one.",
};

/** What is said to people on their way in. */
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
    code: {
      title: "One more step",
      hint: "Type a code from your authenticator app, or one of your recovery codes.",
      label: "Code",
      missing: "Type the code.",
      wrong: "This code is not right, or was used already. Wait for the next one and type that.",
      back: "Sign in as somebody else",
    },
  },
  setUp: {
    title: "Set up Switchboard",
    hint: "One minute: then your chatbot is answering and your inbox is open.",
    button: "Create workspace",
    busy: "Creating…",
    noLink: "Open the link that Switchboard printed when it started.",
    toSignIn: "Sign in instead",
  },
  join: {
    title: (company: string) => `Join ${company}`,
    invited: (inviter: string, role: Role) =>
      role === "admin" ? `${inviter} invites you as an admin.` : `${inviter} invites you as an agent.`,
    button: "Join the team",
    busy: "Joining…",
  },
  wait: (seconds: number) =>
    seconds < 90
      ? `Too many tries. Try again in ${seconds} seconds.`
      : `Too many tries. Try again in ${Math.ceil(seconds / 60)} minutes.`,
  failed: "Switchboard could not be reached. Check your connection and try again.",
  missing: {
    email: "Type your email, such as ana@example.com.",
    password: "Type your password.",
    yourName: "Type your name. Customers see it when you answer.",
    companyName: "Type the name of your company. Customers see it above the chat.",
  },
  tooLong: (max: number) => `At most ${max} characters.`,
  passwordProblems,
  refusals,
};
