import { postSignIn } from "./post-sign-in.ts";
import { words } from "./words.ts";

/** The page is loaded anew, so that its socket is dialled with the cookie. */
function openInbox(): void {
  location.assign("/inbox");
}

/** Signs in and opens the inbox. @returns what to tell the person instead; `null` when they are on their way in */
export async function enter(email: string, password: string): Promise<string | null> {
  const outcome = await postSignIn(email, password);
  switch (outcome.kind) {
    case "in":
      openInbox();
      return null;
    case "wrong":
      return words.signIn.wrong;
    case "wait":
      return words.wait(outcome.seconds);
    case "unreachable":
      return words.unreachable;
  }
}
