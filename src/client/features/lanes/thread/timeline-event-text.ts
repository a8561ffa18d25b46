import type { TimelineNotice } from "#domain/views/timeline-notice.ts";
import { strings } from "../../../strings.ts";

/** The text of a timeline notice; `null` for kinds that only newer builds know. */
export function timelineEventText(line: TimelineNotice, customerName: string): string | null {
  switch (line.kind) {
    case "joined":
      return strings.timeline.joined(line.name);
    case "to-line":
      return strings.timeline.toQueue[line.why](customerName);
    case "mail-taken":
      return strings.timeline.mailTaken(line.name);
    case "mail-given-back":
      return strings.timeline.mailGivenBack;
    case "to-bot":
      return strings.timeline.toBot[line.why](customerName);
    case "bot-failed":
      return strings.timeline.botFailed(line.cause);
    case "bot-stopped":
      return strings.timeline.botStopped(customerName);
    case "person-offered":
      return strings.timeline.personOffered;
    case "kept-open":
      return strings.timeline.keptOpen(customerName);
    case "customer-left":
      return strings.timeline.customerLeft(customerName);
    case "customer-back":
      return strings.timeline.customerBack(customerName);
    case "mail-ended":
      return strings.timeline.mailEnded(line.by);
    case "ended":
      return strings.timeline.ended(line.by, customerName);
  }
  line satisfies never;
  return null;
}
