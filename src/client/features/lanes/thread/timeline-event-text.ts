import type { TimelineNotice } from "#domain/views/timeline.ts";
import { strings } from "../../../strings.ts";

/** What happened, in words. */
export function timelineEventText(line: TimelineNotice, customerName: string): string {
  switch (line.kind) {
    case "joined":
      return strings.line.joined(line.name);
    case "to-line":
      return strings.line.toLine[line.why]?.(customerName) ?? strings.line.inLine;
    case "to-bot":
      return strings.line.toBot[line.why]?.(customerName) ?? strings.line.botAnswers;
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
}
