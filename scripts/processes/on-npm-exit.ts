import { readFileSync } from "node:fs";

const LOOK_EVERY_MS = 1000;

/**
 * Calls `onExit` when the npm that started us has exited. On a signal npm stops only the shell between itself and us,
 * and processes below that shell would run for ever. If something else started us, nothing is watched.
 */
export function onNpmExit(onExit: () => void): void {
  const isNpm = process.env["npm_config_user_agent"]?.startsWith("npm/") ?? false;
  const shell = isNpm ? ancestors() : null;
  if (shell === null) return;
  const timer = setInterval(() => {
    if (ancestors() === shell) return;
    clearInterval(timer);
    onExit();
  }, LOOK_EVERY_MS);
  timer.unref();
}

/** The ids of our parent and its parent, one of which is the shell, as one text; `null` without /proc. */
function ancestors(): string | null {
  try {
    return `${process.ppid} ${parentOf(process.ppid)}`;
  } catch {
    return null;
  }
}

/**
 * The fourth field of proc_pid_stat(5). It follows a name in brackets, which may itself contain spaces and brackets.
 */
function parentOf(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 1).split(" ")[2];
}
