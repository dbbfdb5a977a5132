-- Figures of reports as nights showed them, and the alarms that they set off.

-- A figure of a job's report in ten-thousandths: a share in percent, a time in seconds, a count or money as it is.
CREATE TABLE nightly_figure(
  run INTEGER NOT NULL,
  job INTEGER NOT NULL,
  figure TEXT NOT NULL,
  value_e4 INTEGER NOT NULL,
  PRIMARY KEY (run, job, figure),
  FOREIGN KEY (run, job) REFERENCES nightly_job(run, n)
) STRICT, WITHOUT ROWID;

-- Alarms of a run. Those within the time that an alarm stays silent after it was told are not told again.
CREATE TABLE nightly_alarm(
  run INTEGER NOT NULL REFERENCES nightly_run(run),
  alarm TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('warning', 'critical')),
  value_e4 INTEGER NOT NULL,
  reason TEXT NOT NULL,
  is_told INTEGER NOT NULL CHECK (is_told IN (0, 1)),
  PRIMARY KEY (run, alarm)
) STRICT, WITHOUT ROWID;
