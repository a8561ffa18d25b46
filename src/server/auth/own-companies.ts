import type { OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { OwnCompaniesView } from "#domain/views/account-view.ts";
import { findLogin } from "../db/auth/logins.ts";
import { findUser } from "../db/auth/users.ts";
import { getOrganization } from "../db/settings/organizations.ts";
import { listActivePlacesOf } from "../db/team/members.ts";
import { isLoginActive } from "./logins/login-lifetime.ts";
import { type JoinForm, joinWithAccount } from "./onboarding/join-with-account.ts";
import type { AuthDeps } from "./account/auth-deps.ts";

/** The companies of an account, by the login of its owner. */
export interface OwnCompanies {
  /** Lists the companies by name. @throws {Refusal} `login-unknown` once the login has ended */
  list(loginId: string): Promise<OwnCompaniesView>;
  /**
   * Accepts an invitation with the account.
   *
   * @throws {Refusal} `login-unknown`, `invitation-unknown`, `invitation-of-another`, `email-taken` for a member of the
   *   company, `name-of-company`, `name-of-chatbot`
   */
  join(loginId: string, form: JoinForm): Promise<{ companyId: OrgId }>;
}

/** Manages the companies of a deployment's accounts. The login is read at every call: a connection may be older. */
export function createOwnCompanies(deps: AuthDeps): OwnCompanies {
  const { store } = deps;
  return {
    async list(loginId) {
      const userId = await userOf(deps, loginId);
      const [user, places] = await Promise.all([findUser(store, userId), listActivePlacesOf(store, userId)]);
      if (user === null) throw new Refusal("login-unknown");
      const companies = await Promise.all(
        places.map(async ({ orgId, member }) => {
          const { settings } = await getOrganization(store, orgId);
          return { id: orgId, name: settings.widget.companyName, role: member.role };
        }),
      );
      const byName = companies.toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
      return { ...user, companies: byName };
    },
    join: async (loginId, form) => joinWithAccount(deps, await userOf(deps, loginId), form),
  };
}

/** @throws {Refusal} `login-unknown` */
async function userOf({ store, now }: AuthDeps, loginId: string): Promise<string> {
  const login = await findLogin(store, loginId);
  if (login === null || !isLoginActive(login, now())) throw new Refusal("login-unknown");
  return login.userId;
}
