-- Takes the words out of the ledger: amounts stay, and the hashes by which a reference is found again.
UPDATE cost_entry SET invoice = NULL, reference = NULL, description = NULL
WHERE order_key IN (SELECT order_key FROM order_without_person WHERE batch = :batch)
