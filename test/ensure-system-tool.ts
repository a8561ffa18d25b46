import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where servers lie, which the path of a user who is not root leaves out. */
const SYSTEM_FOLDERS = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];
const ENVIRONMENT = { DEBIAN_FRONTEND: "noninteractive" };

/**
 * Makes sure that a system program is installed; as root, installs it from the named Debian package.
 *
 * @returns its path
 * @throws with what to install if it is missing
 */
export function ensureSystemTool(program: string, debianPackage: string): string {
  const found = find(program) ?? (install(debianPackage) ? find(program) : null);
  if (found === null) throw new Error(`The tests need ${program}: install the package ${debianPackage}.`);
  return found;
}

function find(program: string): string | null {
  const folders = SYSTEM_FOLDERS.map((folder) => join(folder, program));
  return Bun.which(program) ?? folders.find((path) => existsSync(path)) ?? null;
}

/** The lists of packages may be old, or missing as in a fresh container: then they are fetched first. */
function install(debianPackage: string): boolean {
  const apt = Bun.which("apt-get");
  if (process.getuid?.() !== 0 || apt === null) return false;
  const add = [apt, "install", "--yes", "--no-install-recommends", debianPackage];
  return runs(add) || (runs([apt, "update"]) && runs(add));
}

function runs(command: string[]): boolean {
  const stdio: ["ignore", "ignore", "ignore"] = ["ignore", "ignore", "ignore"];
  return Bun.spawnSync(command, { stdio, env: { ...process.env, ...ENVIRONMENT } }).success;
}
