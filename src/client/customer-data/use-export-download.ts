import { readCallFailure } from "#transport/call-failure.ts";
import { api } from "../api/api-hooks.ts";

/**
 * Downloads an export. Permission is checked first, so that a required reauthentication happens in the app and not on
 * a blank page. The export's URL checks permission as well.
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
