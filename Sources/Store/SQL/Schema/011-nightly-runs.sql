-- What 'daybook nightly' did.

-- One attempt at the jobs of one business date. A run without an end is under way, or its process died.
CREATE TABLE nightly_run(
  run INTEGER NOT NULL PRIMARY KEY CHECK (run > 0),
  business_on INTEGER NOT NULL,
  started_by TEXT NOT NULL CHECK (started_by IN ('command', 'timer', 'catch-up')),
  selection TEXT,                                    -- the jobs that were asked for, by spaces; null: all of them
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'partly', 'failed', 'interrupted')),
  exit INTEGER,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  operator TEXT NOT NULL,
  login TEXT NOT NULL,
  host TEXT NOT NULL,
  version TEXT NOT NULL,
  fixed_environment TEXT,                            -- names of DAYBOOK_* variables that fixed time, user or host
  process INTEGER NOT NULL
) STRICT;
CREATE INDEX nightly_run_day ON nightly_run(business_on);

CREATE TABLE nightly_job(
  run INTEGER NOT NULL REFERENCES nightly_run(run),
  n INTEGER NOT NULL,
  name TEXT NOT NULL,
  task TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'partly', 'failed', 'skipped')),
  exit INTEGER,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  rows INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  warnings INTEGER NOT NULL DEFAULT 0,
  note TEXT,                                         -- why it failed or was left out, or what it had nothing to do for
  PRIMARY KEY (run, n)
) STRICT, WITHOUT ROWID;

-- What a job read and wrote. Paths below the workspace are written from there.
CREATE TABLE nightly_file(
  run INTEGER NOT NULL,
  job INTEGER NOT NULL,
  n INTEGER NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  path TEXT NOT NULL,
  sha256 BLOB CHECK (length(sha256) = 32),
  bytes INTEGER,
  outcome TEXT,
  batch INTEGER REFERENCES batch(batch),
  PRIMARY KEY (run, job, n),
  FOREIGN KEY (run, job) REFERENCES nightly_job(run, n)
) STRICT, WITHOUT ROWID;

-- By how much a job changed money, by kind and currency.
CREATE TABLE nightly_money(
  run INTEGER NOT NULL,
  job INTEGER NOT NULL,
  kind TEXT NOT NULL,
  currency TEXT NOT NULL,
  change_e4 INTEGER NOT NULL,
  PRIMARY KEY (run, job, kind, currency),
  FOREIGN KEY (run, job) REFERENCES nightly_job(run, n)
) STRICT, WITHOUT ROWID;
