import { REQUESTED_BY } from "../http/security/csrf.ts";
import type { World } from "./test-server.ts";

/** What an attempt to sign in is answered with, made as a page of ours would make it and with `more` headers. */
export async function signInStatus(
  world: World,
  body: Record<string, string | undefined>,
  more: Record<string, string> = {},
): Promise<number> {
  const headers = {
    "content-type": "application/json",
    origin: world.origin,
    [REQUESTED_BY.name]: REQUESTED_BY.value,
    ...more,
  };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  return (await fetch(`${world.origin}/api/auth/sign-in/email`, init)).status;
}
