import type { OrgId } from "#domain/model/ids.ts";
import type { PublicSettings } from "#domain/settings/public-settings.ts";
import type { CallContext } from "../procedures/call-context.ts";

/** Streams a company's public settings, at once and after each change, until `signal` aborts. */
export async function* watchPublicSettings(
  { publicSettings }: Pick<CallContext, "publicSettings">,
  orgId: OrgId,
  signal: AbortSignal,
): AsyncGenerator<PublicSettings> {
  const { changed, read, leave } = publicSettings.join(orgId);
  const stop = () => {
    leave();
    changed.signal();
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    while (!signal.aborted) {
      yield await read();
      await changed.wait();
    }
  } finally {
    leave();
  }
}
