import { readCallFailure } from "#transport/call-failure.ts";
import { api } from "../api/api-hooks.ts";

/**
 * Downloads an export. Permission is checked first, so that a required reauthentication happens in the app and not on
 * a bare page; the export's URL checks the same.
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
