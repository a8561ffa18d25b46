import { textResponse } from "./security/responses.ts";

/** The calls with which a deployment is set up; they are the only ones before it is. */
const SETUP_CALLS: ReadonlySet<string> = new Set(["account.setUpState", "account.setUp"]);

const OPEN_PATHS: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/setup"]);

const TRPC = "/trpc/";

const TEXT =
  "This Switchboard is not set up yet. Open the set-up link that the server printed when it started.";

/**
 * Whether a path answers before the deployment is set up: health, the set-up page and its calls. Sockets do too,
 * because the set-up page may speak through one; there is nobody yet who could say more on it.
 */
export function isAllowedBeforeSetUp(path: string): boolean {
  if (OPEN_PATHS.has(path) || path === "/trpc") return true;
  if (!path.startsWith(TRPC)) return false;
  return path
    .slice(TRPC.length)
    .split(",")
    .every((call) => SETUP_CALLS.has(call));
}

/** The answer of everything else until then. */
export function notSetUpResponse(): Response {
  return textResponse(503, TEXT);
}
