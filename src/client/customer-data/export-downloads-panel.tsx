import { X } from "lucide-react";
import { useEffect } from "react";
import { erasedCustomers } from "../live/erased-customers.ts";
import { useStore } from "../store.ts";
import { Button } from "../ui/button/button.tsx";
import { IconButton } from "../ui/button/icon-button.tsx";
import { strings } from "../strings.ts";
import { exportStrings as text } from "./strings.ts";
import { dismissExportDownload, exportDownloads, type ExportDownload } from "./export-downloads.ts";
import { useExportDownload } from "./use-export-download.ts";

/**
 * Shows the downloads of exports: how far they are, and what went wrong. It stays while the page changes, and is
 * placed over the list, where nobody is typing.
 */
export function ExportDownloadsPanel() {
  const downloads = useStore(exportDownloads, (all) => all);
  useDropErased(downloads);
  if (downloads.length === 0) return null;
  return (
    <section
      aria-label={text.title}
      className="fixed bottom-28 left-18 z-20 w-80 rounded-12 border border-line bg-surface shadow-dialog max-md:inset-x-4 max-md:bottom-36 max-md:w-auto"
    >
      <ul className="grid">
        {downloads.map((each) => (
          <Row key={each.subject?.id ?? "company"} download={each} />
        ))}
      </ul>
    </section>
  );
}

/** Drops the downloads of customers who are erased, since nothing may name them any more. */
function useDropErased(downloads: readonly ExportDownload[]): void {
  const erased = useStore(erasedCustomers, (ids) => ids);
  useEffect(() => {
    for (const { subject } of downloads)
      if (subject !== null && erased.has(subject.id)) dismissExportDownload(subject);
  }, [downloads, erased]);
}

function Row({ download: { subject, state } }: { download: ExportDownload }) {
  const start = useExportDownload();
  const isRunning = state.kind === "running";
  const canRetry = state.kind === "failed" && state.why !== "unknown-customer" && state.why !== "erased";
  return (
    <li className="flex items-start gap-2 py-2 pr-1 pl-4 text-14">
      <div className="grid min-w-0 flex-1 gap-1 py-1">
        <p className="truncate font-semibold">
          <span>{subject === null ? text.company : text.customer(subject.name)}</span>
        </p>
        {isRunning && (
          <progress
            className="w-full accent-accent"
            aria-label={text.progress}
            value={state.expectedRows === null ? undefined : Math.min(state.rows, state.expectedRows)}
            max={state.expectedRows ?? undefined}
          />
        )}
        <output className="text-13 text-ink-2">{describe(state)}</output>
        {canRetry && (
          <Button size="small" onClick={() => void start(subject)}>
            {strings.tryAgain}
          </Button>
        )}
      </div>
      {isRunning ? (
        <Button look="quiet" size="small" onClick={() => dismissExportDownload(subject)}>
          {text.cancel}
        </Button>
      ) : (
        <IconButton icon={X} label={strings.dismiss} onClick={() => dismissExportDownload(subject)} />
      )}
    </li>
  );
}

function describe(state: ExportDownload["state"]): string {
  if (state.kind === "failed") return text.failed[state.why];
  if (state.kind === "saved") return text.saved(state.rows);
  const { rows, expectedRows } = state;
  return rows === 0 && expectedRows === null ? text.preparing : text.running(rows, expectedRows);
}
