import type { Submission } from "../actors/messages/submissions.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import type { DatabaseContent, MessageRow } from "./database-content.ts";

/** Checks that every message is stored once, as it was sent, under the number in its acknowledgement. */
export function checkStoredMessages(
  { messages }: Pick<DatabaseContent, "messages">,
  submissions: Iterable<Submission>,
  counters: ViolationCounters,
): void {
  const rows = Map.groupBy(messages, keyOfRow);
  const texts = new Set<string>();
  for (const [key, same] of rows) if (same.length > 1) counters.count("dupDb", key);

  const expected = new Set<string>();
  for (const submission of submissions) {
    const key = keyOf(submission);
    expected.add(key);
    const row = rows.get(key)?.[0];
    if (row === undefined) {
      if (submission.ackedAt !== null) counters.count("lost", describe(submission));
      continue;
    }
    compare(submission, row, counters);
  }
  for (const row of messages) {
    if (row.authorKey === "bot") continue;
    if (!expected.has(keyOfRow(row))) counters.count("unknown", keyOfRow(row));
    if (texts.has(row.text)) counters.count("dupDb", `"${row.text}" in ${row.sessionId}`);
    texts.add(row.text);
  }
}

function compare(submission: Submission, row: MessageRow, counters: ViolationCounters): void {
  if (row.text !== submission.text)
    counters.count("wrongBody", `${describe(submission)} reads "${row.text}"`);
  if (submission.ackedAt === null) return;
  const isWrong = row.no !== submission.sessionNo || submission.otherAcks.length > 0;
  if (isWrong) counters.count("wrongSeq", `${describe(submission)} is stored as ${row.no}`);
}

function keyOf({ orgId, sessionId, authorKey, clientId }: Submission): string {
  return `${orgId} ${sessionId} ${authorKey} ${clientId}`;
}

function keyOfRow({ orgId, sessionId, authorKey, clientId }: MessageRow): string {
  return `${orgId} ${sessionId} ${authorKey} ${clientId}`;
}

function describe({ actor, clientId, sessionNo, otherAcks }: Submission): string {
  return `${clientId} of ${actor}, acknowledged as ${[sessionNo, ...otherAcks].join(", then ")}`;
}
