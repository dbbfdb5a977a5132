-- Restatements in force, in the order in which they were made.
SELECT s.batch, s.rules, s.from_at, s.before_at
FROM sla_restatement s JOIN batch b ON b.batch = s.batch
WHERE b.reverted_by IS NULL ORDER BY s.batch
