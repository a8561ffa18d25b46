-- Rolling deploys: safe. Older builds do not look at the new table.
CREATE TABLE "deployment" (
	"id" text PRIMARY KEY NOT NULL,
	"schema_no" bigint NOT NULL,
	"oldest_schema_no" bigint NOT NULL,
	"version" text NOT NULL,
	"secret_mark" text,
	"tried_at" bigint NOT NULL,
	"padding" text
);
