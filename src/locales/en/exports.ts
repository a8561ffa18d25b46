import { isolate } from "../grammar/isolate.ts";

/** A number with separators, such as 12,400. */
const grouped = (count: number) => count.toLocaleString("en");

/** Texts of the downloads of exports. */
export const exportTexts = {
  title: "Downloads",
  company: "All data of the company",
  customer: (name: string) => `The data of ${isolate(name)}`,
  progress: "Progress",
  cancel: "Cancel",
  preparing: "Counting…",
  running: (rows: number, expectedRows: number | null) =>
    expectedRows === null
      ? `${grouped(rows)} entries`
      : `${grouped(rows)} of ${grouped(expectedRows)} entries`,
  saved: (rows: number) => `Downloaded, with ${grouped(rows)} entries.`,
  failed: {
    "signed-out": "Not downloaded: you are signed out.",
    "not-allowed": "Not downloaded: you are not allowed to, or not any more.",
    "unknown-customer": "Not downloaded: there is no such customer.",
    erased: "Not downloaded: the customer was erased.",
    "too-many": "Not downloaded: your company has too many exports at the moment. Try again later.",
    "broken-off": "The download broke off, and nothing was saved.",
    unavailable: "Not downloaded: the server cannot be reached.",
  },
};
