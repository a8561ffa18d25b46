import { Button } from "../../ui/button/button.tsx";
import { useDownload } from "../../customer-data/use-export-download.ts";
import { words } from "./strings.ts";

/** The way to everything there is of the company. */
export function TakeAlong() {
  const download = useDownload();
  return (
    <>
      <p className="text-14">{words.take.about}</p>
      <Button onClick={() => void download("/export/company")}>{words.take.download}</Button>
    </>
  );
}
