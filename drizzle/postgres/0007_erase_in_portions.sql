-- Rolling deploys: safe. Older builds ask neither for the new table nor for the foreign key.
CREATE TABLE "erased_session" (
	"org_id" text NOT NULL,
	"session_id" text NOT NULL,
	CONSTRAINT "erased_session_org_id_session_id_pk" PRIMARY KEY("org_id","session_id")
);
--> statement-breakpoint
ALTER TABLE "fact" DROP CONSTRAINT "fact_session";
--> statement-breakpoint
ALTER TABLE "erased_session" ADD CONSTRAINT "erased_session_org_id_organization_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chatted_of_customer" ON "chatted" USING btree ("org_id","customer_id");