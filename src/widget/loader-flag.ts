/**
 * Keeps one flag in the page's storage while a session is open: when it ends, and nothing about who or what. With it the
 * next page view knows that there may be news.
 */
export function keepFlag(key: string, until: number): void {
  try {
    if (until > Date.now()) localStorage.setItem(key, String(until));
    else localStorage.removeItem(key);
  } catch {
    // A page without storage learns of news when the chat is opened.
  }
}

/** Whether a session was open when this browser last looked, and would still be. */
export function hasFlag(key: string): boolean {
  try {
    return Number(localStorage.getItem(key)) > Date.now();
  } catch {
    return false;
  }
}
