-- Frozen judgement: a clock that a report has shown as finished keeps the calendars, policies and time zone data by which it
-- was judged. Each version of these rules is kept whole, so that its figures can always be reckoned and explained again.

-- Files of rules and zones by their SHA-256, each once.
CREATE TABLE sla_document(
  sha256 BLOB NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
  content BLOB NOT NULL
) STRICT;

-- A version of the rules, as a report first used it.
CREATE TABLE sla_rules(
  rules INTEGER NOT NULL PRIMARY KEY CHECK (rules > 0),
  recorded_at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  zone TEXT NOT NULL,                                -- of calendars that name none
  tzdata TEXT,                                       -- version of the time zone data; null where the system does not say
  digest BLOB NOT NULL CHECK (length(digest) = 32)   -- of zone, tzdata and parts
) STRICT;

CREATE TABLE sla_rules_part(
  rules INTEGER NOT NULL REFERENCES sla_rules(rules),
  kind TEXT NOT NULL CHECK (kind IN ('file', 'zone')),
  name TEXT NOT NULL,                                -- a path below reports/, or a time zone
  sha256 BLOB NOT NULL REFERENCES sla_document(sha256),
  PRIMARY KEY (rules, kind, name)
) STRICT, WITHOUT ROWID;

-- Up to when reports have shown finished clocks, and by which rules: a row whenever a report reached further than those before
-- it or had other rules. A clock that finished after the row before and up to as_of was first shown by this one.
CREATE TABLE sla_report(
  report INTEGER NOT NULL PRIMARY KEY CHECK (report > 0),
  made_at INTEGER NOT NULL,
  as_of INTEGER NOT NULL,
  rules INTEGER NOT NULL REFERENCES sla_rules(rules)
) STRICT;

-- On demand, finished clocks of a time are judged by other rules. While the batch is in force; the last one counts.
CREATE TABLE sla_restatement(
  batch INTEGER NOT NULL PRIMARY KEY REFERENCES batch(batch),
  rules INTEGER NOT NULL REFERENCES sla_rules(rules),
  from_at INTEGER,                                   -- clocks that finished at from_at or later (null: all)
  before_at INTEGER NOT NULL                         -- and before this instant
) STRICT;

-- Cases whose past a batch changed after reports had shown it: how many events, and the first of them.
CREATE TABLE case_late(
  case_key INTEGER NOT NULL REFERENCES cases(case_key),
  batch INTEGER NOT NULL REFERENCES batch(batch),
  events INTEGER NOT NULL CHECK (events > 0),
  first_at INTEGER NOT NULL,
  PRIMARY KEY (case_key, batch)
) STRICT, WITHOUT ROWID;
