import { useEffect } from "react";
import { useLocation } from "wouter";
import { readCallFailure } from "#transport/call-failure.ts";
import type { CompanyEntry } from "#domain/views/account-view.ts";
import { api } from "../../api/api-hooks.ts";
import { appConnection } from "../../api/app-connection.ts";
import { companyAddress } from "../../api/company-address.ts";
import { lastCompany } from "../../live/last-company.ts";
import { strings } from "../../strings.ts";
import { ChooseCompany } from "./choose-company.tsx";
import { Unreachable } from "./unreachable.tsx";

/** Leads from an address without a company to the same page of the company used last, or of the one to choose. */
export function ToCompany({ page }: { page: string }) {
  const { data, error, refetch } = api.account.companies.useQuery(undefined, { staleTime: 0 });
  const [, navigate] = useLocation();
  const failure = error === null ? null : readCallFailure(error);
  const isSignedOut = failure?.kind === "refused";
  const target = data === undefined ? null : companyToOpen(data.companies);
  // An account in no company has nothing to open.
  const isNobody = isSignedOut || data?.companies.length === 0;
  useEffect(() => {
    if (isNobody) navigate("/login", { replace: true });
    if (target === null) return;
    navigate(companyAddress(target.id, page), { replace: true });
    // The connection was opened without a company.
    appConnection.reconnect();
  }, [isNobody, target, page, navigate]);

  if (failure !== null && !isSignedOut) return <Unreachable onTryAgain={() => void refetch()} />;
  if (data === undefined || isNobody || target !== null) return null;
  return <ChooseCompany title={strings.shell.chooseCompany} companies={data.companies} page={page} />;
}

/** The company used last, if it is theirs, or their only one; `null` if they must choose. */
function companyToOpen(companies: readonly CompanyEntry[]): CompanyEntry | null {
  const last = lastCompany();
  const [only] = companies;
  return companies.find(({ id }) => id === last) ?? (companies.length === 1 && only ? only : null);
}
