import type { PeerNotice } from "./peer-notice.ts";

/** Postgres takes payloads of less than 8,000 bytes. The rest is for the envelope. */
const PAYLOAD_MAX_BYTES = 7_800;

/**
 * Serializes notices in groups, as many per group as fit one payload. A notice too large for a payload is left out.
 */
export function packNotices(notices: Iterable<PeerNotice>, maxBytes = PAYLOAD_MAX_BYTES): string[][] {
  const groups: string[][] = [];
  let room = 0;
  for (const notice of notices) {
    const text = JSON.stringify(notice);
    const size = Buffer.byteLength(text) + 1;
    if (size > maxBytes) continue;
    if (size > room) {
      groups.push([]);
      room = maxBytes;
    }
    groups.at(-1)?.push(text);
    room -= size;
  }
  return groups;
}
