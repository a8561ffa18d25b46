import { api } from "../../api/api-hooks.ts";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import { useMe } from "../../live/me-context.ts";
import { publicNameFaultText } from "../../live/public-name-fault-text.ts";
import { OptionalTextForm } from "../../ui/form/optional-text-form.tsx";
import { strings } from "./strings.ts";

const text = strings.publicName;

/** The member's own names: the one colleagues read, and the one customers read. A page of the settings. */
export function ProfilePage() {
  const { member } = useMe();
  const utils = api.useUtils();
  const setPublicName = api.agent.setPublicName.useMutation();
  return (
    <div className="grid gap-6">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-14">
        <dt className="text-ink-2">{strings.profile.name}</dt>
        <dd dir="auto" translate="no" className="[overflow-wrap:anywhere]">
          {member.name}
        </dd>
        <dt className="text-ink-2">{strings.profile.email}</dt>
        <dd translate="no" className="break-all">
          {member.email}
        </dd>
      </dl>
      <OptionalTextForm
        label={text.label}
        hint={text.hint}
        placeholder={member.name}
        stored={member.publicName}
        faultOf={publicNameFaultText}
        explain={(error) => explainCallFailure(error, text)}
        strings={text}
        save={async (publicName) => {
          await setPublicName.mutateAsync({ publicName });
          await utils.agent.me.invalidate();
        }}
      />
    </div>
  );
}
