import { Refusal } from "#domain/model/refusal.ts";
import { listLoginsOf, removeLogin, removeOtherLogins } from "../../db/auth/logins.ts";
import { isLoginActive } from "./login-lifetime.ts";
import type { AuthDeps } from "../account/auth-deps.ts";
import { auditAccount } from "../account/audit-account.ts";
import { lockCompaniesOf } from "../account/lock-companies.ts";
import { accountOf, type AccountOwner } from "../account/account-owner.ts";
import type { LoginView } from "#domain/views/account-view.ts";

/** A member's own logins. */
export interface OwnLogins {
  /** Lists the logins, most recently used first. */
  list(owner: AccountOwner): Promise<LoginView[]>;
  /** Ends one login. @throws {Refusal} `login-unknown` unless it is theirs */
  end(owner: AccountOwner, loginId: string): Promise<void>;
  /** Ends all logins but the calling one. */
  endOthers(owner: AccountOwner): Promise<void>;
}

/** Manages the logins of a deployment's members. The companies are locked before logins are deleted, as everywhere. */
export function createOwnLogins(deps: AuthDeps): OwnLogins {
  const { store, now, disconnect } = deps;
  return {
    async list(owner) {
      const { userId } = await accountOf(store, owner);
      const logins = await listLoginsOf(store, userId);
      return logins
        .filter((login) => isLoginActive(login, now()))
        .map(({ id, userAgent, createdAt, updatedAt }) => ({
          id,
          userAgent: userAgent ?? "",
          signedInAt: createdAt,
          usedAt: updatedAt,
          isThis: id === owner.loginId,
        }));
    },
    async end(owner, loginId) {
      const { userId } = await accountOf(store, owner);
      const isEnded = await store.transact(async (writer) => {
        await lockCompaniesOf(writer, userId);
        const was = await removeLogin(writer, userId, loginId);
        if (was) await auditAccount(writer, userId, "own-logins-ended", { logins: 1 });
        return was;
      });
      if (!isEnded) throw new Refusal("login-unknown");
      disconnect({ loginId });
    },
    async endOthers(owner) {
      const { userId } = await accountOf(store, owner);
      const ended = await store.transact(async (writer) => {
        await lockCompaniesOf(writer, userId);
        const were = await removeOtherLogins(writer, userId, owner.loginId);
        if (were.length > 0) await auditAccount(writer, userId, "own-logins-ended", { logins: were.length });
        return were;
      });
      for (const loginId of ended) disconnect({ loginId });
    },
  };
}
