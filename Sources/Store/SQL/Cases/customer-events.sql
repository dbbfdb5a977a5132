-- What the customer of a case may see of it, in order. The view leaves out everything internal.
SELECT seq, at, kind, actor, body, value, sequence FROM customer_case_event WHERE case_key = :case_key ORDER BY at, rank, sequence, seq
