import { postSignIn } from "./sign-in-request.ts";
import { words } from "./strings.ts";

/** What came of trying to come in. */
export interface Entering {
  /** What to tell the person; `null` when there is nothing to tell, as when they are on their way in. */
  problem: string | null;
  /** Whether a code is asked for. */
  asksCode: boolean;
}

/** The page is loaded anew, so that its socket is dialled with the cookie. */
function openInbox(): void {
  location.assign("/inbox");
}

/** Signs in and opens the inbox. @param code - for the second step; `null` before it is asked for */
export async function enter(email: string, password: string, code: string | null = null): Promise<Entering> {
  const outcome = await postSignIn(email, password, code);
  switch (outcome.kind) {
    case "in":
      openInbox();
      return { problem: null, asksCode: code !== null };
    case "code":
      return { problem: outcome.isWrong ? words.signIn.code.wrong : null, asksCode: true };
    case "wrong":
      return { problem: words.signIn.wrong, asksCode: false };
    case "wait":
      return { problem: words.wait(outcome.seconds), asksCode: code !== null };
    case "unreachable":
      return { problem: words.unreachable, asksCode: code !== null };
  }
}
