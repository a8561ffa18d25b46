-- Rolling deploys: safe. Older builds leave the new columns as they are, and do not look at the new table.
CREATE TABLE "absence" (
	"org_id" text NOT NULL,
	"session_id" text NOT NULL,
	"due_at" bigint NOT NULL,
	CONSTRAINT "absence_org_id_session_id_pk" PRIMARY KEY("org_id","session_id")
);
--> statement-breakpoint
ALTER TABLE "instance" ADD COLUMN "sees_customers" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "customer_left_at" bigint;--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_session" FOREIGN KEY ("org_id","session_id") REFERENCES "public"."session"("org_id","id") ON DELETE no action ON UPDATE no action;