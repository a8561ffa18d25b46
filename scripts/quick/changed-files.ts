import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * The files of the checkout at `root` that differ from a revision: committed since, not committed, or new. Deleted
 * files are left out.
 */
export function changedFiles(root: string, base: string): string[] {
  const names = [...git(root, "diff", "--name-only", "--no-renames", "-z", base, "--"), ...newFiles(root)];
  return present(root, names);
}

/** Every file of the checkout at `root` that git tracks or would track. */
export function filesOfCheckout(root: string): string[] {
  return present(root, [...git(root, "ls-files", "-z"), ...newFiles(root)]);
}

function newFiles(root: string): string[] {
  return git(root, "ls-files", "--others", "--exclude-standard", "-z");
}

function present(root: string, names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => existsSync(join(root, name))).toSorted();
}

/** Runs git. @throws Error with git's message */
function git(root: string, ...args: string[]): string[] {
  const run = Bun.spawnSync(["git", ...args], { cwd: root, stdout: "pipe", stderr: "pipe" });
  if (!run.success) throw new Error(`git ${args.join(" ")}: ${run.stderr.toString().trim()}`);
  return run.stdout
    .toString()
    .split("\0")
    .filter((name) => name !== "");
}
