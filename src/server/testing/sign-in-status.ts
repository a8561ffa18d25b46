import { REQUESTED_BY } from "../http/security/csrf.ts";
import type { TestServer } from "./test-server.ts";

/** Tries to sign in as our pages do, with `more` headers, and returns the status. */
export async function signInStatus(
  server: TestServer,
  body: Record<string, string | undefined>,
  more: Record<string, string> = {},
): Promise<number> {
  const headers = {
    "content-type": "application/json",
    origin: server.origin,
    [REQUESTED_BY.name]: REQUESTED_BY.value,
    ...more,
  };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  return (await fetch(`${server.origin}/api/auth/sign-in/email`, init)).status;
}
