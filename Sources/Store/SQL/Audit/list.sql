-- Links of the audit chain, newest first.
SELECT seq, at, operator, host, action, batch, subject, hash
FROM audit
WHERE (:seq IS NULL OR seq = :seq)
  AND (:batch IS NULL OR batch = :batch)
  AND (:operator IS NULL OR operator = :operator)
  AND (:action IS NULL OR action = :action)
  AND (:from IS NULL OR at >= :from)
  AND (:before IS NULL OR at < :before)
ORDER BY seq DESC
LIMIT :limit
