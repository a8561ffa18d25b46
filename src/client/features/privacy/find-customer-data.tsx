import { type FormEvent, useState } from "react";
import { api } from "../../api/api-hooks.ts";
import { EraseCustomerDialog } from "../../customer-data/erase-customer-dialog.tsx";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/form/text-field.tsx";
import { dateAndTime } from "../../ui/text/format-time.ts";
import { useExportDownload } from "../../customer-data/use-export-download.ts";
import { Skeleton } from "../../ui/loading/skeleton.tsx";
import { LoadingOrFailed } from "../../ui/loading/loading-or-failed.tsx";
import { strings } from "./strings.ts";
import type { FoundCustomer } from "#domain/views/found-customer.ts";

const text = strings.one;

/** Finds customers by email address, to export or erase their data. */
export function FindCustomerData() {
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState<string | null>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(typed.trim() === "" ? null : typed.trim());
  }

  return (
    <>
      <p className="text-14">{text.about}</p>
      <form noValidate className="flex w-full max-w-md items-end gap-2" onSubmit={submit}>
        <div className="min-w-0 flex-1">
          <TextField
            label={text.email}
            inputMode="email"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <Button type="submit">{text.find}</Button>
      </form>
      {asked !== null && <SearchResult key={asked} email={asked} />}
    </>
  );
}

function SearchResult({ email }: { email: string }) {
  const query = api.privacy.find.useQuery({ email }, { staleTime: 0 });
  const [erasing, setErasing] = useState<FoundCustomer | null>(null);
  return (
    <>
      <LoadingOrFailed query={query} strings={strings} skeleton={SKELETON}>
        {(found) => (
          <>
            <output className="text-14">{text.found(found.length)}</output>
            <ul className="grid w-full">
              {found.map((one) => (
                <Row key={one.customer.id} found={one} onErase={() => setErasing(one)} />
              ))}
            </ul>
          </>
        )}
      </LoadingOrFailed>
      {erasing !== null && (
        <EraseCustomerDialog
          customer={erasing.customer}
          onErased={() => void query.refetch()}
          onClose={() => setErasing(null)}
        />
      )}
    </>
  );
}

const SKELETON = (
  <>
    <Skeleton className="h-9" />
    <Skeleton className="h-9" />
  </>
);

function Row({ found, onErase }: { found: FoundCustomer; onErase: () => void }) {
  const { customer, chats, lastAt } = found;
  const download = useExportDownload();
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 border-t border-line py-2">
      <span className="min-w-0">
        <span className="block font-semibold" dir="auto">
          {customer.name}
        </span>
        <span className="block text-13 text-ink-2">{text.chats(chats, dateAndTime(lastAt))}</span>
      </span>
      <span className="flex gap-2">
        <Button aria-label={text.downloadOf(customer.name)} onClick={() => void download(customer)}>
          {text.download}
        </Button>
        <Button look="danger" aria-label={text.eraseOf(customer.name)} onClick={onErase}>
          {text.erase}
        </Button>
      </span>
    </li>
  );
}
