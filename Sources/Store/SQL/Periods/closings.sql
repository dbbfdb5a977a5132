-- Closings of months, the last one of a month last.
SELECT c.batch, c.month, c.from_at, c.before_at, c.totals_digest, b.applied_at, b.operator, b.reason, b.reverted_by
FROM period_closing c JOIN batch b ON b.batch = c.batch
ORDER BY c.month, c.batch
