import { readCallFailure } from "#transport/call-failure.ts";
import { api } from "../api/api-hooks.ts";

/**
 * Saves a file of what there is of somebody. It is asked for first whether that may be now, so that whoever has to type
 * their password anew does so here and not on a bare page; the file's own address asks the same.
 */
export function useExportDownload(): (href: string) => Promise<void> {
  const { privacy } = api.useUtils();
  return async (href) => {
    try {
      await privacy.mayExport.fetch(undefined, { staleTime: 0 });
    } catch (error) {
      if (readCallFailure(error).kind === "refused") return;
    }
    const link = Object.assign(document.createElement("a"), { href, download: "" });
    link.click();
  };
}
