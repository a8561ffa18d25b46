import { requestSignIn } from "./sign-in-request.ts";
import { strings } from "./strings.ts";

/** The result of a sign-in attempt. */
export interface SignInResult {
  /** The error text; `null` when there is none, as after a successful sign-in. */
  problem: string | null;
  /** Whether a code is needed. */
  asksCode: boolean;
}

/** Loads the inbox as a new page, so that its socket connects with the cookie. */
function openInbox(): void {
  location.assign("/inbox");
}

/**
 * Signs in and opens the inbox.
 *
 * @param code - for the second step; `null` before it is needed
 * @param open - what to open instead
 */
export async function signIn(
  email: string,
  password: string,
  code: string | null = null,
  open: () => void = openInbox,
): Promise<SignInResult> {
  const outcome = await requestSignIn(email, password, code);
  switch (outcome.kind) {
    case "in":
      open();
      return { problem: null, asksCode: code !== null };
    case "code":
      return { problem: outcome.fault && strings.signIn.code[outcome.fault], asksCode: true };
    case "wrong":
      return { problem: strings.signIn.wrong, asksCode: false };
    case "wait":
      return { problem: strings.wait(outcome.seconds), asksCode: code !== null };
    case "unreachable":
      return { problem: strings.failed, asksCode: code !== null };
  }
}
