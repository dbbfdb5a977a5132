-- One row a file.
SELECT f.day, f.job, f.file, f.outcome, f.rejected, f.batch
FROM v_night_files f, this
WHERE f.day >= this.from_on AND f.day <= this.to_on
ORDER BY CASE f.outcome WHEN 'rejected' THEN 0 WHEN 'failed' THEN 0 ELSE 1 END, f.day, f.job, f.file
