import { api } from "../../api/api-hooks.ts";
import { useMe } from "../../live/me-context.ts";
import { EraseCompany } from "./erase-organization.tsx";
import { KeepChats } from "./retention-setting.tsx";
import { OneCustomer } from "./find-customer-data.tsx";
import { Section } from "./privacy-section.tsx";
import { TakeAlong } from "./export-organization.tsx";
import { Skeleton } from "../../ui/loading/skeleton.tsx";
import { Unavailable } from "../../ui/loading/loading-or-failed.tsx";
import { words } from "./strings.ts";

/** For how long chats are kept, and how everything is taken along or goes. */
export function Privacy() {
  const isAdmin = useMe().member.role === "admin";
  const { data, isError, refetch } = api.settings.get.useQuery();
  if (!isAdmin) return null;
  if (data === undefined)
    return (
      <Unavailable isError={isError} onAgain={() => void refetch()} says={words}>
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
      </Unavailable>
    );
  return (
    <>
      <Section title={words.keep.title}>
        <KeepChats stored={data.settings.privacy.keepDays} />
      </Section>
      <Section title={words.one.title}>
        <OneCustomer />
      </Section>
      <Section title={words.take.title}>
        <TakeAlong />
      </Section>
      <Section title={words.erase.title}>
        <EraseCompany />
      </Section>
    </>
  );
}
