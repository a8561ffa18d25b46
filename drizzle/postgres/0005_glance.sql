-- Rolling deploys: safe. Older builds do not look at the new table.
CREATE TABLE "glance" (
	"org_id" text NOT NULL,
	"member_id" text NOT NULL,
	"customer_id" text NOT NULL,
	"day" bigint NOT NULL,
	"audit_no" bigint NOT NULL,
	CONSTRAINT "glance_org_id_member_id_customer_id_day_pk" PRIMARY KEY("org_id","member_id","customer_id","day")
);
--> statement-breakpoint
ALTER TABLE "glance" ADD CONSTRAINT "glance_member" FOREIGN KEY ("org_id","member_id") REFERENCES "public"."member"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "glance" ADD CONSTRAINT "glance_customer" FOREIGN KEY ("org_id","customer_id") REFERENCES "public"."customer"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "glance_of_customer" ON "glance" USING btree ("org_id","customer_id");--> statement-breakpoint
CREATE INDEX "glance_noted" ON "glance" USING btree ("org_id","audit_no");