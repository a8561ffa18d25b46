import type { AuthStore } from "../auth/store/auth-store-types.ts";
import { setRequiresSecondStep } from "../db/auth/second-steps.ts";
import { createOrganization } from "../db/settings/organizations.ts";
import { renameOrganization } from "../db/settings/rename-organization.ts";
import type { Store } from "../db/store/store.ts";
import { addMember, restoreMember } from "../db/team/members.ts";

/** Creates the store that authentication may use: its own tables, and five named changes to others'. */
export function createAuthStore(store: Store): AuthStore {
  const { db, tables, statements, among, amongTuples, now } = store;
  return {
    db,
    tables,
    statements,
    among,
    amongTuples,
    now,
    transact: (work) =>
      store.transact((writer) =>
        work(writer, {
          create: (organization, articles) => createOrganization(writer, organization, articles),
          rename: (orgId, name) => renameOrganization(writer, orgId, name),
          addMember: (orgId, member) => addMember(writer, orgId, member),
          restoreMember: (orgId, id, joining) => restoreMember(writer, orgId, id, joining),
          setRequiresSecondStep: (orgId, required) => setRequiresSecondStep(writer, orgId, required),
        }),
      ),
  };
}
