-- Rolling deploys: safe. Older builds only add to the audit log.
-- The audit log is only added to. Its rows go with their company, and in no other way.
CREATE TRIGGER `audit_is_never_changed` BEFORE UPDATE ON `audit`
BEGIN
  SELECT RAISE(ABORT, 'the audit log is only added to');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_goes_with_its_company` BEFORE DELETE ON `audit`
WHEN (SELECT `erased_at` FROM `organization` WHERE `id` = OLD.`org_id`) IS NULL
BEGIN
  SELECT RAISE(ABORT, 'the audit log is only added to');
END;
