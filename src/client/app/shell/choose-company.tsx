import type { CompanyEntry } from "#domain/views/account-view.ts";
import { companyAddress } from "../../api/company-address.ts";
import { AuthCard } from "../../features/sign-in/auth-card.tsx";
import { LinkButton } from "../../ui/button/link-button.tsx";
import { strings } from "../../strings.ts";
import { signOut } from "./sign-out.ts";

interface ChooseCompanyProps {
  title: string;
  hint?: string;
  companies: readonly CompanyEntry[];
  /** The page to open in the chosen one. */
  page: string;
}

/** The companies of the signed-in account, to choose one. Each opens as a new page, so that nothing of another stays. */
export function ChooseCompany({ title, hint, companies, page }: ChooseCompanyProps) {
  return (
    <AuthCard title={title} hint={hint}>
      <ul className="grid gap-2">
        {companies.map(({ id, name }) => (
          <li key={id}>
            <a
              href={companyAddress(id, page)}
              dir="auto"
              translate="no"
              className="flex min-h-11 items-center rounded-8 border border-line-strong px-3 text-14 font-semibold [overflow-wrap:anywhere] hover:bg-surface-3"
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
      <LinkButton className="justify-self-start" onClick={() => void signOut()}>
        {strings.shell.signOut}
      </LinkButton>
    </AuthCard>
  );
}
