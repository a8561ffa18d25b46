/** The outcome of a sign-in request. */
export type SignInOutcome =
  | { kind: "in" }
  | { kind: "wrong" }
  /** The password is correct, and a second step is needed: no code was sent yet, or one that did not do. */
  | { kind: "code"; fault: "wrong" | "unreadable" | null }
  | { kind: "wait"; seconds: number }
  | { kind: "unreachable" };

const UNAUTHORIZED = 401;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;
const WAIT_DEFAULT_SECONDS = 30;

/** Sends the sign-in request. The browser stores the cookie. Never throws. */
export async function requestSignIn(
  email: string,
  password: string,
  code: string | null = null,
): Promise<SignInOutcome> {
  try {
    const response = await fetch("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json", "x-requested-by": "switchboard" },
      body: JSON.stringify({ email, password, ...(code === null ? {} : { code }) }),
    });
    return await readOutcome(response);
  } catch {
    return { kind: "unreachable" };
  }
}

async function readOutcome(response: Response): Promise<SignInOutcome> {
  if (response.ok) return { kind: "in" };
  if (response.status >= SERVER_ERROR) return { kind: "unreachable" };
  if (response.status === UNAUTHORIZED) return readRefusal(await response.json());
  if (response.status !== TOO_MANY_REQUESTS) return { kind: "wrong" };
  const seconds = Number(response.headers.get("retry-after"));
  return { kind: "wait", seconds: seconds > 0 ? seconds : WAIT_DEFAULT_SECONDS };
}

/** Reads why a sign-in was refused. @param body - empty, or the state of the second step's code */
function readRefusal(body: unknown): SignInOutcome {
  const { code }: { code?: unknown } = Object(body);
  if (code === "needed") return { kind: "code", fault: null };
  return code === "wrong" || code === "unreadable" ? { kind: "code", fault: code } : { kind: "wrong" };
}
