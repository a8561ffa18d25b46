import { classNames } from "../class-names.ts";

/** The styles of all inputs and selects. Text is 16 px on touch screens, because phones zoom in on smaller text. */
export const CONTROL_CLASSES = classNames(
  "w-full rounded-8 border border-line-strong bg-surface px-3 text-14 text-ink",
  "min-h-9 max-md:min-h-11 pointer-coarse:min-h-11 pointer-coarse:text-16",
  "aria-invalid:border-danger [&[readonly]]:bg-surface-2 disabled:bg-surface-2 disabled:text-ink-2 disabled:cursor-not-allowed",
);
