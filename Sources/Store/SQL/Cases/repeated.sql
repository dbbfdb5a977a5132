-- Batches in force that brought events of a batch again, with how many.
SELECT r.batch, r.events FROM case_batch_repeat r JOIN batch b ON b.batch = r.batch
WHERE r.of_batch = :batch AND b.reverted_by IS NULL
ORDER BY r.batch
