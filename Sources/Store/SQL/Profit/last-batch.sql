-- The last batch that can have changed what a report on money shows, and when it was applied.
SELECT batch, applied_at FROM batch WHERE kind <> 'export' ORDER BY batch DESC LIMIT 1
