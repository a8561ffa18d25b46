import { MINUTE, type Millis } from "#domain/instant.ts";
import type { Report } from "./arrival.ts";

/** How often the logins behind open sockets are looked at. Letting somebody go closes their sockets at once, by itself. */
const LOOK_MS: Millis = MINUTE;

/** The logins behind open sockets: a socket that is open counts as use, and one whose login is over is closed. */
export interface LoginWatch {
  opened(loginId: string): void;
  closed(loginId: string): void;
  /** Ends the watch. */
  stop(): void;
}

interface Means {
  /** Notes that a login is in use; `false` when it stands no more. */
  touch: (loginId: string) => Promise<boolean>;
  /** Closes the sockets of a login that is over. */
  onOver: (loginId: string) => void;
  report: Report;
}

/** Begins to watch; nothing is open yet. */
export function watchLogins({ touch, onOver, report }: Means, everyMs: Millis = LOOK_MS): LoginWatch {
  const sockets = new Map<string, number>();
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();

  async function look(): Promise<void> {
    for (const loginId of sockets.keys()) {
      try {
        if (!(await touch(loginId))) onOver(loginId);
      } catch (error) {
        report("the logins of open sockets", error);
      }
    }
  }

  return {
    opened: (loginId) => void sockets.set(loginId, (sockets.get(loginId) ?? 0) + 1),
    closed(loginId) {
      const rest = (sockets.get(loginId) ?? 1) - 1;
      if (rest > 0) sockets.set(loginId, rest);
      else sockets.delete(loginId);
    },
    stop: () => clearInterval(timer),
  };
}
