-- Rolling deploys: not safe. Builds that do not know channels put mail sessions in the queue's counts and end chats for them.
DROP INDEX "session_one_active";--> statement-breakpoint
DROP INDEX "session_stale";--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "channel" text DEFAULT 'chat' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "mail_owed_since" bigint;--> statement-breakpoint
CREATE INDEX "session_mail" ON "session" USING btree ("org_id","customer_id","opened_at") WHERE "session"."channel" = 'mail';--> statement-breakpoint
CREATE INDEX "session_owed_mail" ON "session" USING btree ("mail_owed_since") WHERE "session"."mail_owed_since" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "session_one_active" ON "session" USING btree ("org_id","customer_id","channel") WHERE "session"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "session_stale" ON "session" USING btree ("org_id","routed_under") WHERE "session"."ended_at" is null and "session"."channel" = 'chat';