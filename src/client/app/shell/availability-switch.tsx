import { api } from "../../api/api-hooks.ts";
import { Switch } from "../../ui/form/switch.tsx";
import { StableText } from "../../ui/text/stable-text.tsx";
import { strings } from "../../strings.ts";

/** The switch for whether new chats may be assigned to me. Turning it off keeps my current chats. */
export function AvailabilitySwitch() {
  const utils = api.useUtils();
  const { data: me } = api.agent.me.useQuery();
  const { mutate } = api.agent.setAvailable.useMutation({
    onMutate: ({ available }) => show(available),
    onError: (_error, { available }) => show(!available),
  });
  function show(available: boolean) {
    utils.agent.me.setData(
      undefined,
      (shown) => shown && { ...shown, member: { ...shown.member, available } },
    );
  }

  const available = me?.member.available ?? false;
  return (
    <div className="grid justify-items-center">
      <Switch
        label={strings.presence.available}
        checked={available}
        onChange={(next) => mutate({ available: next })}
      />
      <span aria-hidden="true" className="text-center text-11 font-semibold text-ink-2">
        <StableText
          text={available ? strings.presence.on : strings.presence.away}
          among={[strings.presence.on, strings.presence.away]}
        />
      </span>
    </div>
  );
}
