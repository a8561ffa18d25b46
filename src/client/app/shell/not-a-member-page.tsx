import { api } from "../../api/api-hooks.ts";
import { strings } from "../../strings.ts";
import { ChooseCompany } from "./choose-company.tsx";

/** Replaces every page of a company in which the signed-in account is no member, or is none any more. */
export function NotAMemberPage() {
  const { data } = api.account.companies.useQuery(undefined, { staleTime: 0 });
  if (data === undefined) return null;
  return (
    <ChooseCompany
      title={strings.shell.notAMember}
      hint={strings.shell.notAMemberHint(data.email)}
      companies={data.companies}
      page="/inbox"
    />
  );
}
