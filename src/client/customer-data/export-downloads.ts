import type { Customer } from "#domain/model/customer.ts";
import { createStore } from "../store.ts";

/** The customer whose data is exported; `null` for the whole company. */
export type ExportSubject = Pick<Customer, "id" | "name"> | null;

/** Why a download failed. */
export type ExportFailure =
  | "signed-out"
  | "not-allowed"
  | "unknown-customer"
  | "erased"
  | "too-many"
  | "broken-off"
  | "unavailable";

/** A download and how far it is. */
export interface ExportDownload {
  /** What is exported. The same is not downloaded twice at a time. */
  subject: ExportSubject;
  state:
    | { kind: "running"; rows: number; expectedRows: number | null }
    | { kind: "failed"; why: ExportFailure }
    | { kind: "saved"; rows: number };
  /** Breaks it off. */
  cancel: () => void;
}

/** The downloads of this tab, until they are dismissed. */
export const exportDownloads = createStore<readonly ExportDownload[]>([]);

/** Whether two exports are of the same customer, or both of the company. */
export function isSameSubject(one: ExportSubject, other: ExportSubject): boolean {
  return one?.id === other?.id;
}

/** Replaces the download of the same subject, or adds it. */
export function putExportDownload(changed: ExportDownload): void {
  exportDownloads.update((all) => {
    const isKnown = all.some(({ subject }) => isSameSubject(subject, changed.subject));
    if (!isKnown) return [...all, changed];
    return all.map((each) => (isSameSubject(each.subject, changed.subject) ? changed : each));
  });
}

/** Removes a download from the list, and breaks it off if it is still running. */
export function dismissExportDownload(subject: ExportSubject): void {
  for (const each of exportDownloads.get()) if (isSameSubject(each.subject, subject)) each.cancel();
  exportDownloads.update((all) => all.filter((each) => !isSameSubject(each.subject, subject)));
}
