-- Rolling deploys: safe. Older builds do not look at the new column.
ALTER TABLE `organization` ADD `erased_at` integer;--> statement-breakpoint
CREATE INDEX `session_over` ON `session` (`org_id`,`ended_at`) WHERE "session"."ended_at" is not null;