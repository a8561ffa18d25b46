-- Rolling deploys: safe. Older builds do not look at the new column, which may be empty.
ALTER TABLE "deployment" ADD COLUMN "clock_trusted_at" bigint;