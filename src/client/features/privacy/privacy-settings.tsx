import { api } from "../../api/api-hooks.ts";
import { useIsAdmin } from "../../live/use-is-admin.ts";
import { EraseOrganization } from "./erase-organization.tsx";
import { RetentionSetting } from "./retention-setting.tsx";
import { FindCustomerData } from "./find-customer-data.tsx";
import { PrivacySection } from "./privacy-section.tsx";
import { ExportOrganization } from "./export-organization.tsx";
import { Skeleton } from "../../ui/loading/skeleton.tsx";
import { LoadingOrFailed } from "../../ui/loading/loading-or-failed.tsx";
import { strings } from "./strings.ts";

/** For how long chats are kept, and how everything is taken along or goes. */
export function PrivacySettings() {
  const isAdmin = useIsAdmin();
  const { data, isError, refetch } = api.settings.get.useQuery();
  if (!isAdmin) return null;
  if (data === undefined)
    return (
      <LoadingOrFailed isError={isError} onRetry={() => void refetch()} strings={strings}>
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
      </LoadingOrFailed>
    );
  return (
    <>
      <PrivacySection title={strings.keep.title}>
        <RetentionSetting stored={data.settings.privacy.keepDays} />
      </PrivacySection>
      <PrivacySection title={strings.one.title}>
        <FindCustomerData />
      </PrivacySection>
      <PrivacySection title={strings.take.title}>
        <ExportOrganization />
      </PrivacySection>
      <PrivacySection title={strings.erase.title}>
        <EraseOrganization />
      </PrivacySection>
    </>
  );
}
