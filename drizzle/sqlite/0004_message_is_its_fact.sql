-- Rolling deploys: not safe. Older builds read the table of messages, which is dropped.
ALTER TABLE `fact` ADD `author_key` text;--> statement-breakpoint
ALTER TABLE `fact` ADD `client_id` text;--> statement-breakpoint
UPDATE `fact` SET (`author_key`, `client_id`) = (
  SELECT `author_key`, `client_id` FROM `message`
  WHERE `message`.`org_id` = `fact`.`org_id` AND `message`.`session_id` = `fact`.`session_id` AND `message`.`no` = `fact`.`session_no`
) WHERE `session_id` IS NOT NULL;--> statement-breakpoint
DROP TABLE `message`;--> statement-breakpoint
CREATE UNIQUE INDEX `fact_once` ON `fact` (`org_id`,`client_id`,`session_id`,`author_key`) WHERE "fact"."client_id" is not null;