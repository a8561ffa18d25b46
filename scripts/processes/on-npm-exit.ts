import { readFileSync } from "node:fs";

const LOOK_EVERY_MS = 1000;

/**
 * Calls `left` when the npm that started us is gone. Asked to stop, npm stops only the shell between itself and us, and
 * whatever runs below that shell would go on for ever. Started by anything else, nothing is watched.
 */
export function onNpmExit(left: () => void): void {
  const isNpm = process.env["npm_config_user_agent"]?.startsWith("npm/") ?? false;
  const shell = isNpm ? ancestors() : null;
  if (shell === null) return;
  const look = setInterval(() => {
    if (ancestors() === shell) return;
    clearInterval(look);
    left();
  }, LOOK_EVERY_MS);
  look.unref();
}

/** Our parent and its parent, of which one is the shell, as one text; `null` where there is no /proc to ask. */
function ancestors(): string | null {
  try {
    return `${process.ppid} ${parentOf(process.ppid)}`;
  } catch {
    return null;
  }
}

/** The fourth field of proc_pid_stat(5), after a name in brackets that may itself hold spaces and brackets. */
function parentOf(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 1).split(" ")[2];
}
