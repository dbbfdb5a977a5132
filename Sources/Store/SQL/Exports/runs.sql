-- Exports, newest first, with what is known of their delivery. :only, :stream and :open restrict them where not null.
SELECT b.batch, b.applied_at, b.operator, b.mapping, b.rows, s.destination, r.stream, r.scope, r.cut, r.orders, r.state,
  r.settled_at, r.settled_by, r.reason,
  (SELECT count(*) FROM export_attempt a WHERE a.batch = b.batch) AS attempts,
  (SELECT count(*) FROM export_attempt a WHERE a.batch = b.batch AND a.outcome IS NULL
    -- Of what was tried again only the last attempt says something.
    AND NOT EXISTS (SELECT 1 FROM export_attempt l WHERE l.batch = a.batch AND l.file = a.file AND l.n > a.n)) AS open_attempts
FROM batch b
LEFT JOIN export_run r ON r.batch = b.batch
LEFT JOIN export_stream s ON s.stream = r.stream
WHERE b.kind = 'export' AND (:only IS NULL OR b.batch = :only) AND (:stream IS NULL OR r.stream = :stream)
  AND (:open IS NULL OR r.state IN ('intended', 'failed'))
  AND (:destination IS NULL OR s.destination = :destination)
ORDER BY b.batch DESC
LIMIT :limit;
