-- Completes a batch with what it did, within the transaction that wrote it.
UPDATE batch SET rows = :rows, accepted = :accepted, rejected = :rejected, unchanged = :unchanged,
  unallocated = :unallocated, warnings = :warnings, skipped = :skipped, not_costs = :not_costs,
  content_digest = coalesce(:content_digest, content_digest)
WHERE batch = :batch
