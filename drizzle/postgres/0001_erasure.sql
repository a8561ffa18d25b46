-- Rolling deploys: safe. Older builds do not look at the new column.
ALTER TABLE "organization" ADD COLUMN "erased_at" bigint;--> statement-breakpoint
CREATE INDEX "session_over" ON "session" USING btree ("org_id","ended_at") WHERE "session"."ended_at" is not null;