-- Batches, newest first, with their first input's name and how many there are.
SELECT b.*, i.name AS input_name, i.sha256 AS input_sha256, i.sheet AS input_sheet
FROM batch b LEFT JOIN batch_input i ON i.batch = b.batch AND i.n = 1
WHERE (:kind IS NULL OR b.kind = :kind) AND (:only IS NULL OR b.batch = :only)
ORDER BY b.batch DESC
LIMIT :limit
