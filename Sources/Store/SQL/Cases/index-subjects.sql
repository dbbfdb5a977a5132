-- The words of the subjects of cases that are new.
INSERT INTO case_text(rowid, words)
SELECT case_key << 20, subject FROM cases WHERE case_key > :after AND subject <> ''
ORDER BY case_key
