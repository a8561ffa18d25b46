import type { TimelineNotice } from "#domain/views/timeline.ts";
import { strings } from "../../../strings.ts";

/** What happened, in words; `null` for what only a newer build has words for. */
export function timelineEventText(line: TimelineNotice, customerName: string): string | null {
  switch (line.kind) {
    case "joined":
      return strings.line.joined(line.name);
    case "to-line":
      return strings.line.toLine[line.why](customerName);
    case "to-bot":
      return strings.line.toBot[line.why](customerName);
    case "bot-failed":
      return strings.line.botFailed(line.cause);
    case "bot-stopped":
      return strings.line.botStopped(customerName);
    case "person-offered":
      return strings.line.personOffered;
    case "kept-open":
      return strings.line.keptOpen(customerName);
    case "ended":
      return strings.line.ended(line.by, customerName);
  }
  line satisfies never;
  return null;
}
