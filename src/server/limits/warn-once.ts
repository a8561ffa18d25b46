/**
 * Writes a line for the operator about something that is theirs to mend, the first time that it is met: requests would
 * repeat it a thousand times.
 *
 * @param kind - what is said once
 */
export type WarnOnce = (kind: string, text: string) => void;

/** Nothing has been said yet. */
export function createWarnOnce(writeLine: (line: string) => void): WarnOnce {
  const said = new Set<string>();
  return (kind, text) => {
    if (said.has(kind)) return;
    said.add(kind);
    writeLine(`warning: ${text}`);
  };
}
