-- What begins a statement about changes after :batch: later batches that are not as they stood when it was applied. A revert or
-- re-application of a later batch is no change of its own, it is that batch's; and one that was reverted and applied again since
-- changed nothing.
WITH later AS (
  SELECT b.batch FROM batch b
  WHERE b.batch > :batch AND b.reverted_by IS NULL
    AND (b.kind NOT IN ('revert', 'reapply') OR b.target_batch < :batch AND (
      SELECT count(*) FROM batch t
      WHERE t.target_batch = b.target_batch AND t.kind IN ('revert', 'reapply') AND t.batch > :batch) % 2 = 1)
)
