-- Rolling deploys: not safe. Older builds show customers the names that colleagues read.
ALTER TABLE "member" ADD COLUMN "public_name" text;