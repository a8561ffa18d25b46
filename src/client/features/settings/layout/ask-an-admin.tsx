import { api } from "../../../api/api-hooks.ts";
import { strings } from "../strings.ts";

/** Names the admins an agent can ask. */
export function AskAnAdmin() {
  const { data } = api.team.get.useQuery();
  const admins = (data?.members ?? []).filter(({ role, active }) => role === "admin" && active);
  return (
    <p className="rounded-8 bg-wait-soft px-3 py-2 text-14">
      {strings.needAdmin(admins.map(({ name }) => name))}
    </p>
  );
}
