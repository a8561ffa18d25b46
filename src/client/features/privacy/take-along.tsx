import { words } from "./words.ts";

/** The way to everything there is of the company. */
export function TakeAlong() {
  return (
    <>
      <p className="text-14">{words.take.about}</p>
      <a
        href="/export/company"
        download
        className="inline-flex min-h-9 items-center rounded-8 border border-line-strong bg-surface px-3 text-14 font-semibold hover:bg-surface-3 max-md:min-h-11"
      >
        {words.take.download}
      </a>
    </>
  );
}
