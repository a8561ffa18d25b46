/** The calls that set up a deployment. Only these are allowed before it is set up. */
const SETUP_CALLS: ReadonlySet<string> = new Set(["account.setUpState", "account.setUp"]);

const OPEN_PATHS: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/setup"]);

const TRPC = "/trpc/";

/**
 * Whether a path is available before the deployment is set up: health, the set-up page and its calls. Sockets are
 * too, because the set-up page may use one; nobody can be authenticated on it yet.
 */
export function isAllowedBeforeSetUp(path: string): boolean {
  if (OPEN_PATHS.has(path) || path === "/trpc") return true;
  if (!path.startsWith(TRPC)) return false;
  return path
    .slice(TRPC.length)
    .split(",")
    .every((call) => SETUP_CALLS.has(call));
}
