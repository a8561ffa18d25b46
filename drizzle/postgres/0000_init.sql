-- Rolling deploys: not safe. There was nothing before it.
CREATE TABLE "article" (
	"org_id" text NOT NULL,
	"id" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "article_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"org_id" text NOT NULL,
	"no" bigint NOT NULL,
	"at" bigint NOT NULL,
	"member_id" text,
	"action" text NOT NULL,
	"detail" jsonb NOT NULL,
	CONSTRAINT "audit_org_id_no_pk" PRIMARY KEY("org_id","no")
);
--> statement-breakpoint
CREATE TABLE "chatted" (
	"org_id" text NOT NULL,
	"member_id" text NOT NULL,
	"customer_id" text NOT NULL,
	"last_at" bigint NOT NULL,
	CONSTRAINT "chatted_org_id_member_id_customer_id_pk" PRIMARY KEY("org_id","member_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "credential" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"password" text,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" bigint,
	"refresh_token_expires_at" bigint,
	"scope" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customer" (
	"org_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"token_hash" text NOT NULL,
	"token_expires_at" bigint NOT NULL,
	"last_member_id" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "customer_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "customer_token" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "fact" (
	"org_id" text NOT NULL,
	"no" bigint NOT NULL,
	"session_id" text,
	"session_no" bigint,
	"fact" jsonb NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "fact_org_id_no_pk" PRIMARY KEY("org_id","no")
);
--> statement-breakpoint
CREATE TABLE "instance" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"org_id" text NOT NULL,
	"id" text NOT NULL,
	"email" text,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_by" text,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint,
	CONSTRAINT "invitation_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "invitation_token" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "login" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" bigint NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "login_token" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "member" (
	"org_id" text NOT NULL,
	"id" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"available" boolean NOT NULL,
	"capacity" bigint,
	"active" boolean NOT NULL,
	"last_assigned_no" bigint,
	"created_at" bigint NOT NULL,
	CONSTRAINT "member_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "message" (
	"org_id" text NOT NULL,
	"session_id" text NOT NULL,
	"no" bigint NOT NULL,
	"id" text NOT NULL,
	"author_key" text NOT NULL,
	"client_id" text NOT NULL,
	"author" jsonb NOT NULL,
	"text" text NOT NULL,
	"sent_at" bigint NOT NULL,
	"sources" jsonb NOT NULL,
	"stopped" boolean NOT NULL,
	CONSTRAINT "message_org_id_session_id_no_pk" PRIMARY KEY("org_id","session_id","no")
);
--> statement-breakpoint
CREATE TABLE "organization" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"widget_key" text NOT NULL,
	"settings" jsonb NOT NULL,
	"feed_no" bigint DEFAULT 0 NOT NULL,
	"assign_no" bigint DEFAULT 0 NOT NULL,
	"recorded_at" bigint DEFAULT 0 NOT NULL,
	"sealed_token" text,
	"token_hint" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "organization_widget_key" UNIQUE("widget_key")
);
--> statement-breakpoint
CREATE TABLE "presence" (
	"org_id" text NOT NULL,
	"member_id" text NOT NULL,
	"instance_id" text NOT NULL,
	"connected_at" bigint NOT NULL,
	"gone_at" bigint,
	CONSTRAINT "presence_org_id_member_id_instance_id_pk" PRIMARY KEY("org_id","member_id","instance_id")
);
--> statement-breakpoint
CREATE TABLE "read_mark" (
	"org_id" text NOT NULL,
	"session_id" text NOT NULL,
	"reader" text NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "read_mark_org_id_session_id_reader_pk" PRIMARY KEY("org_id","session_id","reader")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"org_id" text NOT NULL,
	"id" text NOT NULL,
	"customer_id" text NOT NULL,
	"state" jsonb NOT NULL,
	"last_no" bigint NOT NULL,
	"holder_kind" text NOT NULL,
	"holder_member_id" text,
	"needs_person" boolean NOT NULL,
	"opened_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"ended_at" bigint,
	"queued_at" bigint,
	"returned" boolean NOT NULL,
	"routed_under" bigint NOT NULL,
	"turn_instance_id" text,
	"unattended" boolean NOT NULL,
	"last_at" bigint NOT NULL,
	CONSTRAINT "session_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "setup_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"org_id" text,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean NOT NULL,
	"image" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "users_email" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "article" ADD CONSTRAINT "article_org_id_organization_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_org_id_organization_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chatted" ADD CONSTRAINT "chatted_member" FOREIGN KEY ("org_id","member_id") REFERENCES "public"."member"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chatted" ADD CONSTRAINT "chatted_customer" FOREIGN KEY ("org_id","customer_id") REFERENCES "public"."customer"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer" ADD CONSTRAINT "customer_org_id_organization_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer" ADD CONSTRAINT "customer_last_member" FOREIGN KEY ("org_id","last_member_id") REFERENCES "public"."member"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fact" ADD CONSTRAINT "fact_org_id_organization_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fact" ADD CONSTRAINT "fact_session" FOREIGN KEY ("org_id","session_id") REFERENCES "public"."session"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_org_id_organization_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "login" ADD CONSTRAINT "login_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_org_id_organization_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_session" FOREIGN KEY ("org_id","session_id") REFERENCES "public"."session"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence" ADD CONSTRAINT "presence_member" FOREIGN KEY ("org_id","member_id") REFERENCES "public"."member"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_mark" ADD CONSTRAINT "read_mark_session" FOREIGN KEY ("org_id","session_id") REFERENCES "public"."session"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_customer" FOREIGN KEY ("org_id","customer_id") REFERENCES "public"."customer"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_holder" FOREIGN KEY ("org_id","holder_member_id") REFERENCES "public"."member"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setup_link" ADD CONSTRAINT "setup_link_org_id_organization_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chatted_newest" ON "chatted" USING btree ("org_id","member_id","last_at","customer_id");--> statement-breakpoint
CREATE INDEX "credential_by_user" ON "credential" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "fact_of_session" ON "fact" USING btree ("org_id","session_id","session_no");--> statement-breakpoint
CREATE INDEX "invitation_open" ON "invitation" USING btree ("org_id","created_at") WHERE "invitation"."used_at" is null;--> statement-breakpoint
CREATE INDEX "login_by_user" ON "login" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "member_once" ON "member" USING btree ("user_id","org_id");--> statement-breakpoint
CREATE UNIQUE INDEX "message_once" ON "message" USING btree ("org_id","session_id","author_key","client_id");--> statement-breakpoint
CREATE INDEX "presence_here" ON "presence" USING btree ("instance_id") WHERE "presence"."gone_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "session_one_active" ON "session" USING btree ("org_id","customer_id") WHERE "session"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "session_of_customer" ON "session" USING btree ("org_id","customer_id","opened_at");--> statement-breakpoint
CREATE INDEX "session_due" ON "session" USING btree ("expires_at") WHERE "session"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "session_held" ON "session" USING btree ("org_id","holder_kind","holder_member_id") WHERE "session"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "session_line" ON "session" USING btree ("org_id","returned","queued_at") WHERE "session"."queued_at" is not null;--> statement-breakpoint
CREATE INDEX "session_stale" ON "session" USING btree ("org_id","routed_under") WHERE "session"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "session_unattended" ON "session" USING btree ("org_id","last_at") WHERE "session"."unattended";--> statement-breakpoint
CREATE INDEX "session_answering" ON "session" USING btree ("turn_instance_id") WHERE "session"."turn_instance_id" is not null;--> statement-breakpoint
CREATE INDEX "verification_by_identifier" ON "verification" USING btree ("identifier");