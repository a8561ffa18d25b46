import { readCallFailure } from "#transport/call-failure.ts";
import { api } from "../api/api-hooks.ts";
import { type ExportSubject, exportDownloads, isSameSubject, putExportDownload } from "./export-downloads.ts";
import { readExport } from "./read-export.ts";

/**
 * Downloads an export and shows how far it is. Permission is checked first, so that a required reauthentication happens
 * in the app. The export's path checks permission as well.
 */
export function useExportDownload(): (subject: ExportSubject) => Promise<void> {
  const { privacy } = api.useUtils();
  return async (subject) => {
    if (isRunning(subject)) return;
    try {
      await privacy.mayExport.fetch(undefined, { staleTime: 0 });
    } catch (error) {
      if (readCallFailure(error).kind === "refused") return;
    }
    await download(subject);
  };
}

function isRunning(subject: ExportSubject): boolean {
  return exportDownloads
    .get()
    .some((each) => isSameSubject(each.subject, subject) && each.state.kind === "running");
}

async function download(subject: ExportSubject): Promise<void> {
  if (isRunning(subject)) return;
  const breakOff = new AbortController();
  const shown = { subject, cancel: () => breakOff.abort() };
  const href = subject === null ? "/export/company" : `/export/customers/${subject.id}`;
  putExportDownload({ ...shown, state: { kind: "running", rows: 0, expectedRows: null } });
  const read = await readExport(href, breakOff.signal, (rows, expectedRows) => {
    if (!breakOff.signal.aborted)
      putExportDownload({ ...shown, state: { kind: "running", rows, expectedRows } });
  });
  if (breakOff.signal.aborted) return;
  if (read.kind === "whole") save(read.file, read.fileName);
  const state =
    read.kind === "whole"
      ? ({ kind: "saved", rows: read.rows } as const)
      : ({ kind: "failed", why: read.why } as const);
  putExportDownload({ ...shown, state });
}

/** How long the browser may take to begin with the file. */
const KEPT_FOR_MS = 60_000;

function save(file: Blob, fileName: string): void {
  const href = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href, download: fileName }).click();
  setTimeout(() => URL.revokeObjectURL(href), KEPT_FOR_MS);
}
