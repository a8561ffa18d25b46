import { api } from "../../api/api-hooks.ts";
import { EraseOrganization } from "./erase-organization.tsx";
import { RetentionSetting } from "./retention-setting.tsx";
import { FindCustomerData } from "./find-customer-data.tsx";
import { PrivacySection } from "./privacy-section.tsx";
import { ExportOrganization } from "./export-organization.tsx";
import { Skeleton } from "../../ui/loading/skeleton.tsx";
import { LoadingOrFailed } from "../../ui/loading/loading-or-failed.tsx";
import { strings } from "./strings.ts";

/** Retention, export and erasure. */
export function PrivacySettings() {
  const query = api.settings.get.useQuery();
  return (
    <LoadingOrFailed query={query} strings={strings} skeleton={SKELETON}>
      {({ settings }) => (
        <>
          <PrivacySection title={strings.keep.title}>
            <RetentionSetting stored={settings.privacy.keepDays} />
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
      )}
    </LoadingOrFailed>
  );
}

const SKELETON = (
  <>
    <Skeleton className="h-9" />
    <Skeleton className="h-9" />
  </>
);
