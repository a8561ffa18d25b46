import { Button } from "../../ui/button/button.tsx";
import { useExportDownload } from "../../customer-data/use-export-download.ts";
import { strings } from "./strings.ts";

/** The way to everything there is of the company. */
export function ExportOrganization() {
  const download = useExportDownload();
  return (
    <>
      <p className="text-14">{strings.take.about}</p>
      <Button onClick={() => void download("/export/company")}>{strings.take.download}</Button>
    </>
  );
}
