-- Writes a batch under its number; the rows and totals below it follow in the same transaction.
INSERT INTO batch(batch, kind, applied_at, operator, login, host, version, fixed_environment, mapping, mapping_digest,
  content_digest, dated_on, reason, options, target_batch)
VALUES (:batch, :kind, :applied_at, :operator, :login, :host, :version, :fixed_environment, :mapping, :mapping_digest,
  :content_digest, :dated_on, :reason, :options, :target_batch)
