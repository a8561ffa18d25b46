/** Narrower or lower than this, the chat takes the whole screen, in px. */
const [NARROW, LOW] = [480, 520];

/** Whether the chat takes the whole screen. */
export function isSmall(): boolean {
  return innerWidth < NARROW || innerHeight < LOW;
}

/**
 * Keeps the page behind a full-screen chat from scrolling and from being reached.
 *
 * @param own - the chat's element, which stays reachable
 * @returns puts everything back as it was
 */
export function lockPage(own: Element): () => void {
  const { style } = document.documentElement;
  const { overflow } = style;
  const [left, top] = [scrollX, scrollY];
  const others = [...document.body.children].filter(
    (element): element is HTMLElement => element !== own && element instanceof HTMLElement && !element.inert,
  );
  style.overflow = "hidden";
  for (const element of others) element.inert = true;
  return () => {
    style.overflow = overflow;
    for (const element of others) element.inert = false;
    scrollTo(left, top);
  };
}

/** The scheme the page has settled on; empty where the reader's own wish decides. */
export function pageScheme(): "light" | "dark" | "" {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  return scheme === "dark" || scheme === "light" ? scheme : "";
}
