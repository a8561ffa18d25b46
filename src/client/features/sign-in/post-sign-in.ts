/** What came of signing in. */
export type SignInOutcome =
  | { kind: "in" }
  | { kind: "wrong" }
  | { kind: "wait"; seconds: number }
  | { kind: "unreachable" };

const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;
const WAIT_DEFAULT_SECONDS = 30;

/** Signs in; the browser keeps the cookie. Never throws. */
export async function postSignIn(email: string, password: string): Promise<SignInOutcome> {
  try {
    const response = await fetch("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json", "x-requested-by": "switchboard" },
      body: JSON.stringify({ email, password }),
    });
    return readOutcome(response);
  } catch {
    return { kind: "unreachable" };
  }
}

function readOutcome(response: Response): SignInOutcome {
  if (response.ok) return { kind: "in" };
  if (response.status >= SERVER_ERROR) return { kind: "unreachable" };
  if (response.status !== TOO_MANY_REQUESTS) return { kind: "wrong" };
  const seconds = Number(response.headers.get("retry-after"));
  return { kind: "wait", seconds: seconds > 0 ? seconds : WAIT_DEFAULT_SECONDS };
}
