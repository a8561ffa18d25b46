import { REQUESTED_BY } from "../http/security/csrf.ts";
import type { TestServer } from "./test-server.ts";

/** The status of an attempt to sign in, made as our pages do and with `more` headers. */
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
