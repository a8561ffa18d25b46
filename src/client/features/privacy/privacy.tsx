import { api } from "../../api.ts";
import { useMe } from "../../live/me.ts";
import { EraseCompany } from "./erase-company.tsx";
import { KeepChats } from "./keep-chats.tsx";
import { OneCustomer } from "./one-customer.tsx";
import { Section } from "./section.tsx";
import { TakeAlong } from "./take-along.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Unavailable } from "../../ui/unavailable.tsx";
import { words } from "./words.ts";

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
