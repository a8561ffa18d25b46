import { companyInAddress } from "../api/company-address.ts";
import type { ExportFailure } from "./export-downloads.ts";

/** A whole export, or why there is none. */
export type ReadExport =
  | { kind: "whole"; file: Blob; fileName: string; rows: number }
  | { kind: "failed"; why: ExportFailure };

/** How far an export is; the expected number is `null` with a server that does not say it. */
export type ExportProgress = (rows: number, expectedRows: number | null) => void;

const NEWLINE = 10;
/** The first and the last line are shorter. */
const KEPT_CHARACTERS = 1_000;

const FAILURES: Readonly<Record<number, ExportFailure>> = {
  401: "signed-out",
  403: "not-allowed",
  404: "unknown-customer",
  429: "too-many",
};

/** The size from which pieces are handed to the browser, which keeps them outside the page's memory. */
const PART_BYTES = 4_000_000;

/**
 * Downloads an export and checks by its last line that it is whole. The browser keeps the file, on its disk if it is
 * large, so the page's own memory does not grow with it.
 */
export async function readExport(
  href: string,
  signal: AbortSignal,
  onProgress: ExportProgress,
): Promise<ReadExport> {
  const organization = companyInAddress();
  const headers = organization === null ? undefined : { "x-organization": organization };
  const response = await fetch(href, { signal, ...(headers && { headers }) }).catch(() => null);
  if (response === null) return { kind: "failed", why: "unavailable" };
  if (!response.ok || response.body === null)
    return { kind: "failed", why: FAILURES[response.status] ?? "unavailable" };
  const lines = createLineCounter();
  const file = await collect(response.body, (chunk) => {
    lines.add(chunk);
    onProgress(lines.rows(), lines.expectedRows());
  });
  const end = lines.end();
  if (end?.why === "erased") return { kind: "failed", why: "erased" };
  if (end?.why === "access-ended") return { kind: "failed", why: "not-allowed" };
  // The last line is not one of the rows that it counts.
  if (file === null || end?.end !== true || end.rows !== lines.rows() - 1)
    return { kind: "failed", why: "broken-off" };
  return { kind: "whole", file, fileName: fileNameOf(response.headers), rows: end.rows };
}

/** Collects a body as a file; `null` if it breaks off. */
async function collect(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onChunk: (chunk: Uint8Array) => void,
): Promise<Blob | null> {
  const reader = body.getReader();
  const parts: Blob[] = [];
  let [chunks, bytes]: [Uint8Array<ArrayBuffer>[], number] = [[], 0];
  function endPart(): void {
    parts.push(new Blob(chunks));
    [chunks, bytes] = [[], 0];
  }
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      onChunk(value);
      chunks.push(value);
      bytes += value.length;
      if (bytes >= PART_BYTES) endPart();
    }
  } catch {
    return null;
  }
  endPart();
  return new Blob(parts);
}

function fileNameOf(headers: Headers): string {
  return /filename="([\w.-]+)"/.exec(headers.get("content-disposition") ?? "")?.[1] ?? "switchboard.jsonl";
}

/** Counts lines as they pass, and keeps the beginning and the end of the text. */
function createLineCounter() {
  const decoder = new TextDecoder();
  let [lines, head, tail] = [0, "", ""];

  return {
    add(chunk: Uint8Array) {
      for (const byte of chunk) if (byte === NEWLINE) lines += 1;
      if (head.length < KEPT_CHARACTERS) head += decoder.decode(chunk.subarray(0, KEPT_CHARACTERS));
      tail = (tail + decoder.decode(chunk.subarray(-KEPT_CHARACTERS))).slice(-KEPT_CHARACTERS);
    },
    /** The lines after the header. */
    rows: () => Math.max(lines - 1, 0),
    expectedRows: () => numberIn(parseLine(head.split("\n")[0]), "expectedRows"),
    /** The last line, if it is that of an export. */
    end(): { end: boolean; rows: number; why: unknown } | null {
      const last = parseLine(tail.trimEnd().split("\n").at(-1));
      const rows = numberIn(last, "rows");
      if (rows === null || typeof last["end"] !== "boolean") return null;
      return { end: last["end"], rows, why: last["why"] };
    },
  };
}

function numberIn(line: Record<string, unknown>, key: string): number | null {
  const value = line[key];
  return typeof value === "number" ? value : null;
}

/** Parses a line; one that is no object, or not complete, is an empty one. */
function parseLine(line = ""): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
