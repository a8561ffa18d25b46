import { Button } from "../../ui/button/button.tsx";
import { useExportDownload } from "../../customer-data/use-export-download.ts";
import { strings } from "./strings.ts";

/** Downloads an export of all the company's data. */
export function ExportOrganization() {
  const download = useExportDownload();
  return (
    <>
      <p className="text-14">{strings.take.about}</p>
      <Button onClick={() => void download(null)}>{strings.take.download}</Button>
    </>
  );
}
