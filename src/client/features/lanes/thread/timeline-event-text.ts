import type { Line } from "#domain/views/timeline.ts";
import { words } from "../../../strings.ts";

/** What happened, in words. */
export function lineWords(line: Line, customerName: string): string {
  switch (line.kind) {
    case "joined":
      return words.line.joined(line.name);
    case "to-line":
      return words.line.toLine[line.why]?.(customerName) ?? words.line.inLine;
    case "to-bot":
      return words.line.toBot[line.why]?.(customerName) ?? words.line.botAnswers;
    case "bot-failed":
      return words.line.botFailed(line.cause);
    case "bot-stopped":
      return words.line.botStopped(customerName);
    case "person-offered":
      return words.line.personOffered;
    case "kept-open":
      return words.line.keptOpen(customerName);
    case "ended":
      return words.line.ended(line.by, customerName);
  }
}
