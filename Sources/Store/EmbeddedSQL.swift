// swift-format-ignore-file
// Made by scripts/generate from Sources/Store/SQL. Do not edit.
enum EmbeddedSQL {
  static let files: [String: String] = [
    "Audit/list.sql": ###"""
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
"""###,
    "Batches/counts.sql": ###"""
-- Completes a batch with what it did, within the transaction that wrote it.
UPDATE batch SET rows = :rows, accepted = :accepted, rejected = :rejected, unchanged = :unchanged,
  unallocated = :unallocated, warnings = :warnings, skipped = :skipped, not_costs = :not_costs,
  content_digest = coalesce(:content_digest, content_digest)
WHERE batch = :batch
"""###,
    "Batches/insert.sql": ###"""
-- Writes a batch under its number; the rows and totals below it follow in the same transaction.
INSERT INTO batch(batch, kind, applied_at, operator, login, host, version, fixed_environment, mapping, mapping_digest,
  content_digest, dated_on, reason, options, target_batch)
VALUES (:batch, :kind, :applied_at, :operator, :login, :host, :version, :fixed_environment, :mapping, :mapping_digest,
  :content_digest, :dated_on, :reason, :options, :target_batch)
"""###,
    "Batches/later.sql": ###"""
-- What begins a statement about changes after :batch: later batches that are not as they stood when it was applied. A revert or
-- re-application of a later batch is no change of its own, it is that batch's; and one that was reverted and applied again since
-- changed nothing.
WITH later AS (
  SELECT b.batch FROM batch b
  WHERE b.batch > :batch AND b.reverted_by IS NULL
    AND (b.kind NOT IN ('revert', 'reapply') OR b.target_batch < :batch AND (
      SELECT count(*) FROM batch t
      WHERE t.target_batch = b.target_batch AND t.kind IN ('revert', 'reapply') AND t.batch > :batch) % 2 = 1)
)
"""###,
    "Batches/list.sql": ###"""
-- Batches, newest first, with their first input's name and how many there are.
SELECT b.*, i.name AS input_name, i.sha256 AS input_sha256, i.sheet AS input_sheet
FROM batch b LEFT JOIN batch_input i ON i.batch = b.batch AND i.n = 1
WHERE (:kind IS NULL OR b.kind = :kind) AND (:only IS NULL OR b.batch = :only)
ORDER BY b.batch DESC
LIMIT :limit
"""###,
    "Cases/clock-cases.sql": ###"""
-- Every case of a range of ids with what its service levels depend on, by case id. The case of a deleted order says when the order
-- was deleted, a merged one when it was merged.
SELECT c.case_key, c.case_id, c.order_id, c.opening_team, c.opening_priority, c.calendar, c.policy, c.read_at, c.batch,
  k.course, coalesce(d.applied_at, m.applied_at) AS deleted_at, o.channel, o.total_e4, o.currency, u.tier,
  CASE WHEN c.order_key IS NOT NULL THEN (
    SELECT group_concat(tag, char(10)) FROM (SELECT t.tag FROM order_tag t WHERE t.order_key = c.order_key ORDER BY t.tag))
  END AS tags
FROM cases c
LEFT JOIN case_course k ON k.case_key = c.case_key
LEFT JOIN orders o ON o.order_key = c.order_key
LEFT JOIN batch d ON d.batch = o.deleted_batch
LEFT JOIN batch m ON m.batch = c.merged_batch
LEFT JOIN customer u ON u.customer_key = coalesce(c.customer_key, o.customer_key)
WHERE c.events > 0 AND c.case_id >= :first AND c.case_id <= :last
ORDER BY c.case_id
"""###,
    "Cases/clock-events.sql": ###"""
-- The events in force of a case in order, without texts: what the clocks of service levels are reckoned from where no
-- packed course is there. A report cannot print what it does not read.
SELECT seq, at, kind, actor, value, sequence FROM case_event_in_force WHERE case_key = :case_key
ORDER BY at, rank, sequence, seq
"""###,
    "Cases/customer-list.sql": ###"""
-- A customer's cases: the one in which something was last written first. Times are those of what the customer may see.
SELECT l.case_key, l.case_id, l.subject, l.status, l.order_id, l.last_at, l.messages
FROM (
  SELECT c.case_key, c.case_id, c.subject, c.status, c.order_id,
    (SELECT max(e.at) FROM customer_case_event e WHERE e.case_key = c.case_key) AS last_at,
    (SELECT count(*) FROM customer_case_event e
      WHERE e.case_key = c.case_key AND e.kind IN ('customer_message', 'merchant_message')) AS messages
  FROM customer_case c
  WHERE c.merged_into IS NULL
    AND (?1 IS NULL OR c.case_key IN (SELECT value FROM json_each(?1)))
    AND (?2 IS NULL OR c.order_id = ?2)
    AND (?3 IS NULL OR c.status = ?3)
    AND (?4 IS NULL OR lower((SELECT o.email FROM customer_case_order o WHERE o.order_key = c.order_key)) = lower(?4)
      OR EXISTS (SELECT 1 FROM customer_case_event e
        WHERE e.case_key = c.case_key AND e.kind = 'customer_message' AND lower(e.actor) = lower(?4)))
) l
ORDER BY l.last_at DESC, l.case_id
LIMIT ?5
"""###,
    "Cases/customer-thread.sql": ###"""
-- What the customer of a case may see of it and of those merged into it, in order.
SELECT e.seq, e.at, e.kind, e.actor, e.body, e.value FROM customer_case_event e
WHERE e.case_key = ?1 OR e.case_key IN (SELECT m.case_key FROM customer_case m WHERE m.merged_into = ?1)
ORDER BY e.at, e.rank, e.sequence, e.case_key, e.seq
"""###,
    "Cases/events.sql": ###"""
-- Everything that happened in a case, in order. For the merchant's people only.
SELECT seq, at, kind, actor, body, value, sequence, entry_id, batch FROM case_event_in_force WHERE case_key = :case_key
ORDER BY at, rank, sequence, seq
"""###,
    "Cases/import-case.sql": ###"""
-- A new case with all that follows from its first events.
INSERT INTO cases(case_key, case_id, order_id, order_key, subject, team, calendar, policy, opening_priority, priority,
  assignee, status, opened_at, last_event_at, last_customer_message_at, last_reply_at, open_disputes, events, batch,
  opening_team)
VALUES (?1, ?2, ?3, (SELECT order_key FROM order_ref WHERE order_id = ?3), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
  ?15, ?16, ?17, ?18, ?19)
"""###,
    "Cases/import-event.sql": ###"""
-- One event of a case under the number that the importer gave it.
INSERT INTO case_event(case_key, seq, at, rank, kind, actor, body, value, entry_id, digest, sequence, batch)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
"""###,
    "Cases/index-internal-words.sql": ###"""
-- The words of a batch's events that only the merchant's people may see.
INSERT INTO case_internal_text(rowid, words)
SELECT case_key << 20 | seq, body FROM case_event
WHERE batch = :batch AND kind NOT IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
  AND body <> '' AND seq < 1048576
ORDER BY case_key, seq
"""###,
    "Cases/index-subjects.sql": ###"""
-- The words of the subjects of cases that are new.
INSERT INTO case_text(rowid, words)
SELECT case_key << 20, subject FROM cases WHERE case_key > :after AND subject <> ''
ORDER BY case_key
"""###,
    "Cases/index-words.sql": ###"""
-- The words of what customers may see of a batch's events, in the order of the index.
INSERT INTO case_text(rowid, words)
SELECT case_key << 20 | seq, trim(coalesce(body, '') || ' ' || coalesce(value, '')) FROM case_event
WHERE batch = :batch AND kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
  AND (body <> '' OR value <> '') AND seq < 1048576
ORDER BY case_key, seq
"""###,
    "Cases/insert-event.sql": ###"""
-- One event of a case; its number within the case is the order of arrival.
INSERT INTO case_event(case_key, seq, at, rank, kind, actor, body, value, entry_id, digest, batch, sequence)
SELECT :case_key, coalesce(max(seq), 0) + 1, :at, :rank, :kind, :actor, :body, :value, :entry_id, :digest, :batch, :sequence
FROM case_event WHERE case_key = :case_key
"""###,
    "Cases/insert.sql": ###"""
-- A new case under its key; what follows from its events is filled in by update.sql in the same transaction.
INSERT INTO cases(case_key, case_id, status, opened_at, last_event_at, batch)
VALUES (:case_key, :case_id, 'New', :at, :at, :batch)
"""###,
    "Cases/known-events.sql": ###"""
-- The events in force of a case, as an import compares new ones with them.
SELECT digest, entry_id, batch FROM case_event_in_force WHERE case_key = ?1
"""###,
    "Cases/last-event.sql": ###"""
-- What was last said of a case, in the order of arrival.
SELECT e.seq, e.at, e.kind, e.actor, e.body, e.value, e.sequence, e.entry_id, e.batch, b.operator, b.applied_at
FROM case_event e JOIN batch b ON b.batch = e.batch
WHERE e.case_key = :case_key AND b.reverted_by IS NULL
ORDER BY e.seq DESC LIMIT 1
"""###,
    "Cases/later.sql": ###"""
-- Cases of a batch that later batches in force added to: reverting the batch, or bringing it back, would take from under them.
-- Marks of reading stand on nothing, and nothing on them.
SELECT c.case_id, min(l.batch) AS later
FROM (SELECT case_key FROM case_event WHERE batch = :batch
  UNION SELECT case_key FROM case_detail WHERE batch = :batch
  UNION SELECT case_key FROM case_merge WHERE batch = :batch) t
JOIN cases c ON c.case_key = t.case_key
JOIN (SELECT case_key, batch FROM case_event_in_force
  UNION ALL SELECT case_key, batch FROM case_detail_in_force
  UNION ALL SELECT m.case_key, m.batch FROM case_merge m JOIN batch b ON b.batch = m.batch WHERE b.reverted_by IS NULL) l
  ON l.case_key = t.case_key AND l.batch > :batch
GROUP BY c.case_id
ORDER BY c.case_id
"""###,
    "Cases/link.sql": ###"""
-- Links every case to the live order of its order id, where it has no order yet or its order went with the revert of the batch
-- that brought it. A case of a deleted order stays with it: both are hidden and come back together.
UPDATE cases SET order_key = (SELECT r.order_key FROM order_ref r WHERE r.order_id = cases.order_id)
WHERE order_id IS NOT NULL AND (order_key IS NULL OR order_key IN (
  SELECT o.order_key FROM orders o JOIN batch b ON b.batch = o.deleted_batch WHERE b.kind IN ('revert', 'reapply')))
"""###,
    "Cases/list.sql": ###"""
-- Cases that are not hidden with a deleted order, with what a list shows of them: New and Reply Received first, then the one
-- that has waited longest. Blank parameters do not filter. A case is unread when the customer wrote after the merchant last
-- replied or read. Merged cases go on in another one; one in which the customer wrote since is shown all the same.
SELECT l.*, (SELECT m.case_id FROM cases m WHERE m.case_key = l.merged_into) AS merged_into_id
FROM (
  SELECT c.*, max(coalesce(c.last_reply_at, c.opened_at - 1), coalesce(c.read_at, c.opened_at - 1))
      < c.last_customer_message_at AS unread
  FROM live_case c
  WHERE (:keys IS NULL OR c.case_key IN (SELECT value FROM json_each(:keys)))
    AND (:status IS NULL OR c.status = :status)
    AND (:team IS NULL OR c.team = :team)
    AND (:assignee IS NULL OR c.assignee = :assignee)
    AND (:unassigned IS NULL OR c.assignee IS NULL)
    AND (:priority IS NULL OR c.priority = :priority)
    AND (:order_id IS NULL OR c.order_id = :order_id)
    AND (:disputed IS NULL OR c.open_disputes > 0)
    AND (:opened_until IS NULL OR c.opened_at <= :opened_until)
    AND (:waiting IS NULL OR (:waiting = 'merchant' AND c.status IN ('New', 'Reply Received'))
      OR (:waiting = 'customer' AND c.status = 'Waiting'))
) l
WHERE (l.merged_into IS NULL OR l.unread) AND (:unread IS NULL OR coalesce(l.unread, 0) = :unread)
ORDER BY CASE l.status WHEN 'New' THEN 0 WHEN 'Reply Received' THEN 0 WHEN 'Open' THEN 1 WHEN 'Waiting' THEN 2 ELSE 3 END,
  coalesce(l.last_customer_message_at, l.opened_at), l.case_id
LIMIT :limit
"""###,
    "Cases/one.sql": ###"""
-- One case that is not hidden with a deleted order; merged ones too.
SELECT c.*, max(coalesce(c.last_reply_at, c.opened_at - 1), coalesce(c.read_at, c.opened_at - 1))
    < c.last_customer_message_at AS unread,
  (SELECT m.case_id FROM cases m WHERE m.case_key = c.merged_into) AS merged_into_id
FROM live_case c WHERE c.case_id = :case_id
"""###,
    "Cases/order.sql": ###"""
-- What a case shows of its order.
SELECT order_id, created_at, stage, currency, total_e4, email, billing_first_name, billing_last_name, shipping_country,
  payment_status
FROM live_order WHERE order_key = :order_key
"""###,
    "Cases/repeated.sql": ###"""
-- Batches in force that brought events of a batch again, with how many.
SELECT r.batch, r.events FROM case_batch_repeat r JOIN batch b ON b.batch = r.batch
WHERE r.of_batch = :batch AND b.reverted_by IS NULL
ORDER BY r.batch
"""###,
    "Cases/thread.sql": ###"""
-- Everything that happened in a case and in those merged into it, in order. For the merchant's people only.
SELECT e.seq, e.at, e.kind, e.actor, e.body, e.value, e.sequence, e.entry_id, e.batch,
  CASE WHEN e.case_key <> :case_key THEN c.case_id END AS merged_case
FROM case_event_in_force e JOIN cases c ON c.case_key = e.case_key
WHERE e.case_key = :case_key OR e.case_key IN (SELECT m.case_key FROM cases m WHERE m.merged_into = :case_key)
ORDER BY e.at, e.rank, e.sequence, e.case_key, e.seq
"""###,
    "Cases/touched.sql": ###"""
-- The cases of which a batch said something.
SELECT case_key FROM case_event WHERE batch = :batch
UNION
SELECT case_key FROM case_detail WHERE batch = :batch
UNION
SELECT case_key FROM case_mark WHERE batch = :batch
UNION
SELECT case_key FROM case_merge WHERE batch = :batch
ORDER BY case_key
"""###,
    "Cases/update.sql": ###"""
-- Writes down what follows from a case's details and events in force. The order it is linked to stays while it has the case's
-- order id, also when it is deleted; otherwise the live order of that id is taken.
UPDATE cases SET order_id = :order_id,
  order_key = coalesce(
    (SELECT o.order_key FROM orders o WHERE o.order_key = cases.order_key AND o.order_id = :order_id),
    (SELECT r.order_key FROM order_ref r WHERE r.order_id = :order_id)),
  subject = :subject, team = :team, opening_team = :opening_team, calendar = :calendar, policy = :policy, opening_priority = :opening_priority,
  priority = :priority, assignee = :assignee, status = :status,
  opened_at = coalesce(:opened_at, opened_at), last_event_at = coalesce(:last_event_at, last_event_at),
  last_customer_message_at = :last_customer_message_at, last_reply_at = :last_reply_at, open_disputes = :open_disputes,
  events = :events, batch = :batch,
  read_at = (SELECT m.read_at FROM case_mark m JOIN batch b ON b.batch = m.batch
    WHERE m.case_key = cases.case_key AND b.reverted_by IS NULL ORDER BY m.batch DESC LIMIT 1),
  (merged_into, merged_batch) = (SELECT m.into_key, m.batch FROM case_merge m JOIN batch b ON b.batch = m.batch
    WHERE m.case_key = cases.case_key AND b.reverted_by IS NULL ORDER BY m.batch DESC LIMIT 1)
WHERE case_key = :case_key
"""###,
    "Cases/words-missing.sql": ###"""
-- How many texts the two indexes of words lack, and how many they have that stand nowhere. The tables of an index that
-- count its words have a row a text.
WITH text(id, is_internal) AS (
  SELECT case_key << 20, 0 FROM cases WHERE subject <> ''
  UNION ALL
  SELECT case_key << 20 | seq, kind NOT IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
  FROM case_event
  WHERE seq < 1048576 AND (body <> ''
    OR value <> '' AND kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close'))
)
SELECT
  (SELECT count(*) FROM text WHERE is_internal = 0
    AND NOT EXISTS (SELECT 1 FROM case_text_docsize d WHERE d.id = text.id))
  + (SELECT count(*) FROM text WHERE is_internal = 1
    AND NOT EXISTS (SELECT 1 FROM case_internal_text_docsize d WHERE d.id = text.id)) AS missing,
  (SELECT count(*) FROM case_text_docsize) + (SELECT count(*) FROM case_internal_text_docsize)
  - (SELECT count(*) FROM text) AS surplus
"""###,
    "Costs/assigned-later.sql": ###"""
-- Assignments in force that stand in the way of reverting a batch, or of bringing an assigning one back: of costs that the
-- batch brought, and other ones of the costs that it assigned; also reverts of the batches that brought what it assigned.
SELECT m.batch AS later FROM cost_assignment m JOIN batch b ON b.batch = m.batch
WHERE b.reverted_by IS NULL AND m.batch <> :batch AND (
  m.source_batch = :batch
  OR EXISTS (SELECT 1 FROM cost_assignment o WHERE o.batch = :batch AND o.source_batch = m.source_batch
    AND o.source_line = m.source_line AND o.kind = m.kind))
UNION
SELECT s.reverted_by FROM cost_assignment m JOIN batch s ON s.batch = m.source_batch
WHERE m.batch = :batch AND s.reverted_by IS NOT NULL
ORDER BY later
"""###,
    "Costs/explain.sql": ###"""
-- Every ledger row of one order with the file, sheet and batch it came from, in the order in which they take effect. A cost
-- that was assigned shows the file and row that brought it.
SELECT e.batch, e.line, e.sets, e.shipping_e4, e.fulfillment_e4, e.payment_e4, e.other_e4,
  coalesce(e.currency, o.currency) AS currency, coalesce(e.entry_on, b.dated_on) AS entry_on, e.reference,
  i.name AS file, i.sheet, coalesce(a.source_line, e.line) AS source_line, b.reverted_by
FROM cost_entry e
JOIN orders o ON o.order_key = e.order_key
JOIN batch b ON b.batch = e.batch
LEFT JOIN cost_assignment a ON a.batch = e.batch AND a.line = e.line
LEFT JOIN batch_input i ON i.batch = coalesce(a.source_batch, e.batch) AND i.n = 1
WHERE e.order_key = :order_key
ORDER BY e.batch, e.line
"""###,
    "Costs/orders-of-payment.sql": ###"""
-- The orders that a payment's transaction belongs to, with their deletion: a transaction may stand on several lines of one.
SELECT DISTINCT o.order_key, o.currency, o.deleted_batch IS NOT NULL
FROM order_payment p JOIN orders o ON o.order_key = p.order_key
WHERE p.transaction_id = :text
"""###,
    "Costs/orders-of-reference.sql": ###"""
-- The orders that bear a text as their payment reference or as their id in the channel they came from.
SELECT o.order_key, o.currency, o.deleted_batch IS NOT NULL FROM orders o WHERE o.payment_reference = :text
UNION
SELECT o.order_key, o.currency, o.deleted_batch IS NOT NULL FROM orders o WHERE o.channel_order_id = :text
"""###,
    "Costs/orders-of-tracking.sql": ###"""
-- The orders that a tracking number belongs to, with their deletion.
SELECT DISTINCT o.order_key, o.currency, o.deleted_batch IS NOT NULL
FROM order_shipment s JOIN orders o ON o.order_key = s.order_key
WHERE s.tracking_number = :text
"""###,
    "Costs/unallocated-row.sql": ###"""
-- The costs of no order that a row brought, with the order that has them now where they were assigned to one.
SELECT u.batch, u.line, u.kind, u.amount_e4, u.currency, coalesce(u.entry_on, b.dated_on, b.applied_at / 86400000) AS entry_on,
  u.invoice, u.reference, u.description, u.class, NULL AS file, NULL AS sheet,
  a.batch AS assigned_batch, (
    SELECT o.order_id FROM cost_assignment m
    JOIN cost_entry e ON e.batch = m.batch AND e.line = m.line AND e.order_key = m.order_key
    JOIN orders o ON o.order_key = e.order_key
    WHERE m.source_batch = u.batch AND m.source_line = u.line AND m.kind = u.kind AND m.batch = a.batch) AS assigned_order
FROM unallocated_cost u
JOIN batch b ON b.batch = u.batch
LEFT JOIN batch a ON a.batch = u.assigned_batch AND a.reverted_by IS NULL
WHERE u.batch = :batch AND u.line = :line AND b.reverted_by IS NULL
ORDER BY u.kind
"""###,
    "Costs/unallocated.sql": ###"""
-- Costs of no order that are in force and not assigned to one, in the order of their rows. Blank parameters do not filter;
-- a text is looked for in reference, invoice and description, in either case of ASCII letters.
SELECT u.batch, u.line, u.kind, u.amount_e4, u.currency, coalesce(u.entry_on, b.dated_on, b.applied_at / 86400000) AS entry_on,
  u.invoice, u.reference, u.description, u.class, i.name AS file, i.sheet
FROM unallocated_cost u
JOIN batch b ON b.batch = u.batch
LEFT JOIN batch a ON a.batch = u.assigned_batch
LEFT JOIN batch_input i ON i.batch = u.batch AND i.n = 1
WHERE b.reverted_by IS NULL AND (u.assigned_batch IS NULL OR a.reverted_by IS NOT NULL)
  AND (:batch IS NULL OR u.batch = :batch)
  AND (:kind IS NULL OR u.kind = :kind)
  AND (:from IS NULL OR coalesce(u.entry_on, b.dated_on, b.applied_at / 86400000) >= :from)
  AND (:to IS NULL OR coalesce(u.entry_on, b.dated_on, b.applied_at / 86400000) <= :to)
  AND (:text IS NULL OR instr(lower(coalesce(u.reference, '') || char(10) || coalesce(u.invoice, '') || char(10)
    || coalesce(u.description, '')), lower(:text)) > 0)
ORDER BY u.batch, u.line, u.kind
"""###,
    "Customers/cases.sql": ###"""
-- The ids of a customer's cases that are there: those about its orders, and those in which it wrote. The last first.
SELECT c.case_id, c.status, c.subject, c.order_id, c.last_event_at FROM live_case c
WHERE c.order_key IN (SELECT order_key FROM orders WHERE customer_key = :customer_key)
  OR EXISTS (SELECT 1 FROM case_event_in_force e WHERE e.case_key = c.case_key AND e.kind = 'customer_message'
    AND lower(e.actor) IN (
      SELECT email FROM customer WHERE customer_key = :customer_key OR merged_into = :customer_key))
ORDER BY c.last_event_at DESC, c.case_id
"""###,
    "Customers/image.sql": ###"""
-- Keeps what a customer is before a batch changes it for the first time.
INSERT OR IGNORE INTO customer_image(batch, customer_key, image)
SELECT :batch, c.customer_key, json_object(
  'own', json_array(c.first_name, c.last_name, c.company, c.phone, c.tier, c.tax_exempt, c.tax_id, c.accounting_code,
    c.accounting_class, c.terms, c.notes, c.gone_batch, c.merged_into, c.batch),
  'addresses', (SELECT json_group_array(json_array(a.kind, a.first_name, a.last_name, a.company, a.address1, a.address2,
      a.city, a.state, a.postal_code, a.country, a.phone, a.is_default))
    FROM (SELECT * FROM customer_address WHERE customer_key = c.customer_key ORDER BY n) a),
  'tags', (SELECT json_group_array(tag) FROM customer_tag WHERE customer_key = c.customer_key))
FROM customer c WHERE c.customer_key = :customer_key
"""###,
    "Customers/later.sql": ###"""
-- Customers of a batch that a later one changed, too.
SELECT c.email, min(l.batch) AS later
FROM customer_image i
  JOIN customer_image l ON l.customer_key = i.customer_key
  JOIN later b ON b.batch = l.batch
  JOIN customer c ON c.customer_key = i.customer_key
WHERE i.batch = :batch
GROUP BY c.email ORDER BY c.email
"""###,
    "Customers/link-cases.sql": ###"""
-- Links cases to the customer of their order.
UPDATE cases SET customer_key = (SELECT o.customer_key FROM orders o WHERE o.order_key = cases.order_key)
WHERE order_key IS NOT NULL
  AND customer_key IS NOT (SELECT o.customer_key FROM orders o WHERE o.order_key = cases.order_key)
"""###,
    "Customers/link-orders.sql": ###"""
-- Links orders to the customer of their e-mail, or to the one in which that goes on; a customer that is gone has none.
UPDATE orders SET customer_key = (
  SELECT coalesce(c.merged_into, c.customer_key) FROM customer c
  WHERE c.email = lower(trim(orders.email)) AND (c.gone_batch IS NULL OR c.merged_into IS NOT NULL))
WHERE (:batch IS NULL OR order_key IN (SELECT order_key FROM order_image WHERE batch = :batch))
  AND (email IS NOT NULL OR customer_key IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM order_without_person p WHERE p.order_key = orders.order_key)
  AND customer_key IS NOT (
    SELECT coalesce(c.merged_into, c.customer_key) FROM customer c
    WHERE c.email = lower(trim(orders.email)) AND (c.gone_batch IS NULL OR c.merged_into IS NOT NULL))
"""###,
    "Customers/list.sql": ###"""
-- Customers that are there, by e-mail, with how many live orders each has. Blank parameters do not filter.
SELECT c.*, (SELECT count(*) FROM orders o WHERE o.customer_key = c.customer_key AND o.deleted_batch IS NULL) AS orders,
  (SELECT group_concat(tag, ', ') FROM (SELECT tag FROM customer_tag t WHERE t.customer_key = c.customer_key ORDER BY tag))
    AS tags
FROM customer c
WHERE c.gone_batch IS NULL
  AND (:email IS NULL OR c.email = :email)
  AND (:tier IS NULL OR c.tier = :tier)
  AND (:tag IS NULL OR EXISTS (SELECT 1 FROM customer_tag t WHERE t.customer_key = c.customer_key AND t.tag = :tag))
  AND (:exempt IS NULL OR c.tax_exempt = :exempt)
  AND (:text IS NULL OR instr(lower(c.email || ' ' || coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '') || ' '
    || coalesce(c.company, '') || ' ' || coalesce(c.accounting_code, '')), lower(:text)) > 0)
ORDER BY c.email
LIMIT :limit
"""###,
    "Customers/orders.sql": ###"""
-- The live orders of a customer, the newest first.
SELECT order_id, created_at, stage, currency, total_e4, email, batch FROM live_order WHERE customer_key = :customer_key
ORDER BY created_at DESC, order_id
"""###,
    "Customers/restore-addresses.sql": ###"""
-- The addresses of an image.
INSERT INTO customer_address(customer_key, n, kind, first_name, last_name, company, address1, address2, city, state,
  postal_code, country, phone, is_default)
SELECT :customer_key, key + 1, value ->> '$[0]', value ->> '$[1]', value ->> '$[2]', value ->> '$[3]', value ->> '$[4]',
  value ->> '$[5]', value ->> '$[6]', value ->> '$[7]', value ->> '$[8]', value ->> '$[9]', value ->> '$[10]',
  value ->> '$[11]'
FROM json_each(:image, '$.addresses')
"""###,
    "Customers/restore.sql": ###"""
-- Gives a customer back what an image of it holds.
UPDATE customer SET
  (first_name, last_name, company, phone, tier, tax_exempt, tax_id, accounting_code, accounting_class, terms, notes,
    gone_batch, merged_into, batch) = (SELECT
    :image ->> '$.own[0]', :image ->> '$.own[1]', :image ->> '$.own[2]', :image ->> '$.own[3]', :image ->> '$.own[4]',
    :image ->> '$.own[5]', :image ->> '$.own[6]', :image ->> '$.own[7]', :image ->> '$.own[8]', :image ->> '$.own[9]',
    :image ->> '$.own[10]', :image ->> '$.own[11]', :image ->> '$.own[12]', :image ->> '$.own[13]')
WHERE customer_key = :customer_key
"""###,
    "Deletion/amounts.sql": ###"""
-- What was paid for an order and what of it was charged back, by currency.
SELECT 'paid', coalesce(p.currency, o.currency), p.amount_e4
FROM orders o JOIN order_payment p ON p.order_key = o.order_key
WHERE o.order_key = ?1 AND p.amount_e4 IS NOT NULL AND p.successful IS NOT 0
UNION ALL
SELECT 'chargebacks', currency, amount_e4 FROM chargeback_current WHERE order_key = ?1
"""###,
    "Deletion/deleted.sql": ###"""
-- Deleted orders that are whole, the last deletion first. An order that the revert of its import hid has no row in deletion. Blank
-- parameters do not filter. An order has money where it came to something, was paid, refunded or charged back, or has costs.
SELECT l.* FROM (
  SELECT o.order_key, o.order_id, o.deleted_batch, b.applied_at, b.operator, b.reason, o.stage, o.currency, o.total_e4,
    (SELECT r.order_key FROM order_ref r WHERE r.order_id = o.order_id) IS NOT NULL AS in_use,
    o.total_e4 <> 0 OR coalesce(o.total_refunded_e4, 0) <> 0
      OR EXISTS (SELECT 1 FROM cost_entry c WHERE c.order_key = o.order_key)
      OR EXISTS (SELECT 1 FROM order_payment p WHERE p.order_key = o.order_key AND p.amount_e4 <> 0)
      OR EXISTS (SELECT 1 FROM chargeback g WHERE g.order_key = o.order_key) AS has_money
  FROM deletion d
    JOIN orders o ON o.order_key = d.order_key AND o.deleted_batch = d.batch
    JOIN batch b ON b.batch = d.batch
  WHERE NOT EXISTS (SELECT 1 FROM purged_order p WHERE p.order_key = o.order_key)
    AND (:order_id IS NULL OR o.order_id = :order_id)
    AND (:batch IS NULL OR d.batch = :batch)
    AND (:operator IS NULL OR b.operator = :operator)
    AND (:reason IS NULL OR instr(lower(coalesce(b.reason, '')), lower(:reason)) > 0)
    AND (:from IS NULL OR b.applied_at >= :from)
    AND (:before IS NULL OR b.applied_at < :before)
    AND (:least IS NULL OR o.total_e4 >= :least)
    AND (:most IS NULL OR o.total_e4 <= :most)
) l
WHERE :due_with_money IS NULL OR l.applied_at < CASE WHEN l.has_money THEN :due_with_money ELSE :due END
ORDER BY l.deleted_batch DESC, l.order_id
"""###,
    "Deletion/forget-events.sql": ###"""
-- Takes everything out of a case's events that may name its customer: texts, and who wrote, where that is the customer. What
-- happened when stays, and the digests by which an event that comes again is known.
UPDATE case_event AS e SET body = NULL,
  value = CASE WHEN e.kind IN ('status', 'priority', 'assign', 'team') THEN e.value END,
  actor = CASE WHEN e.kind = 'customer_message' OR lower(e.actor) IN (
    SELECT lower(m.actor) FROM case_event m WHERE m.case_key = e.case_key AND m.kind = 'customer_message'
    UNION ALL
    SELECT lower(o.email) FROM cases c JOIN orders o ON o.order_key = c.order_key WHERE c.case_key = e.case_key)
    THEN NULL ELSE e.actor END
WHERE e.case_key = :case_key
"""###,
    "Deletion/forget-internal-words.sql": ###"""
-- The same of those that only the merchant's people may see.
INSERT INTO case_internal_text(case_internal_text, rowid, words)
SELECT 'delete', case_key << 20 | seq, body FROM case_event
WHERE case_key = :case_key
  AND kind NOT IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
  AND body <> '' AND seq < 1048576
"""###,
    "Deletion/forget-words.sql": ###"""
-- Takes the words of a case's events that customers may see out of the index.
INSERT INTO case_text(case_text, rowid, words)
SELECT 'delete', case_key << 20 | seq, trim(coalesce(body, '') || ' ' || coalesce(value, '')) FROM case_event
WHERE case_key = :case_key AND kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
  AND (body <> '' OR value <> '') AND seq < 1048576
"""###,
    "Deletion/later-changes.sql": ###"""
-- Orders that a batch deleted or brought back and that a later one changed.
SELECT l.order_key, min(l.batch) AS later
FROM later b
  JOIN order_image l ON l.batch = b.batch
  JOIN deletion d ON d.batch = :batch AND d.order_key = l.order_key
GROUP BY l.order_key
ORDER BY l.order_key
"""###,
    "Deletion/purge-assigned.sql": ###"""
-- The same of costs that first belonged to no order.
UPDATE unallocated_cost SET invoice = NULL, reference = NULL, description = NULL
WHERE (batch, line) IN (
  SELECT a.source_batch, a.source_line FROM cost_assignment a JOIN order_without_person p ON p.order_key = a.order_key
  WHERE p.batch = :batch)
"""###,
    "Deletion/purge-costs.sql": ###"""
-- Takes the words out of the ledger: amounts stay, and the hashes by which a reference is found again.
UPDATE cost_entry SET invoice = NULL, reference = NULL, description = NULL
WHERE order_key IN (SELECT order_key FROM order_without_person WHERE batch = :batch)
"""###,
    "Deletion/purge-files.sql": ###"""
-- The files that hold purged orders: inputs of every batch that said something of them or of their cases, and deliveries.
INSERT OR REPLACE INTO purged_file(sha256, place, batch)
SELECT i.sha256, '', :batch FROM batch_input i WHERE i.batch IN (
  SELECT m.batch FROM order_image m JOIN order_without_person p ON p.order_key = m.order_key WHERE p.batch = :batch
  UNION SELECT o.batch FROM order_without_person p JOIN orders o ON o.order_key = p.order_key WHERE p.batch = :batch
  UNION SELECT s.batch FROM order_without_person p JOIN order_shipment s ON s.order_key = p.order_key WHERE p.batch = :batch
  UNION SELECT g.batch FROM order_without_person p JOIN order_stage_change g ON g.order_key = p.order_key WHERE p.batch = :batch
  UNION SELECT e.batch FROM order_without_person p JOIN cost_entry e ON e.order_key = p.order_key WHERE p.batch = :batch
  UNION SELECT a.source_batch FROM cost_assignment a JOIN order_without_person p ON p.order_key = a.order_key WHERE p.batch = :batch
  UNION SELECT e.batch FROM order_without_person p JOIN cases c ON c.order_key = p.order_key
    JOIN case_event e ON e.case_key = c.case_key WHERE p.batch = :batch
  UNION SELECT d.batch FROM order_without_person p JOIN cases c ON c.order_key = p.order_key
    JOIN case_detail d ON d.case_key = c.case_key WHERE p.batch = :batch)
UNION
SELECT f.sha256, coalesce(f.place, ''), :batch FROM batch_output f WHERE f.rows IS NOT NULL AND f.batch IN (
  SELECT x.batch FROM order_without_person p JOIN export_order x ON x.order_key = p.order_key WHERE p.batch = :batch)
"""###,
    "Deletion/purge-unreachable.sql": ###"""
-- Files of exports that may hold purged orders: nobody wrote down which orders they hold, only when they were written. One that
-- began before an order was hidden holds it, also where it ended afterwards.
SELECT DISTINCT f.path, f.place, f.sha256
FROM batch_output f JOIN batch b ON b.batch = f.batch
WHERE b.kind = 'export' AND f.rows IS NOT NULL AND f.place IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM export_run r WHERE r.batch = f.batch)
  AND EXISTS (
    SELECT 1 FROM purged_order p JOIN orders o ON o.order_key = p.order_key JOIN batch d ON d.batch = o.deleted_batch
    WHERE p.batch = :batch AND b.applied_at >= o.created_at AND (f.batch < d.batch OR b.applied_at <= d.applied_at))
ORDER BY f.batch, f.path
"""###,
    "Deletion/purged-totals.sql": ###"""
-- What the ledger holds for orders without a person of their own any more: the rows that a batch of costs entered for purged
-- orders, or, of a purge, all rows of its orders, by batch and currency. Sums are of what was entered, whatever stands by it.
SELECT c.batch, coalesce(c.currency, o.currency) AS currency, count(DISTINCT c.order_key) AS orders, count(*) AS entries,
  sum(c.shipping_e4) AS shipping, sum(c.fulfillment_e4) AS fulfillment, sum(c.payment_e4) AS payment,
  sum(c.other_e4) AS other
FROM purged_order p
  JOIN orders o ON o.order_key = p.order_key
  JOIN cost_entry c ON c.order_key = p.order_key
WHERE c.batch = :batch OR p.batch = :batch
GROUP BY c.batch, coalesce(c.currency, o.currency)
ORDER BY c.batch, 2
"""###,
    "Deletion/tombstones.sql": ###"""
-- What purges left of orders, the last purge first.
SELECT o.order_id, o.content_digest, o.deleted_batch, d.applied_at AS deleted_at, d.operator AS deleted_by,
  p.batch, b.applied_at AS purged_at, b.operator AS purged_by
FROM purged_order p
  JOIN orders o ON o.order_key = p.order_key
  JOIN batch d ON d.batch = o.deleted_batch
  JOIN batch b ON b.batch = p.batch
ORDER BY p.batch DESC, o.order_id
"""###,
    "Deletion/whole-order.sql": ###"""
-- An order with how much hangs on it, and the live order that has its id.
SELECT o.order_id, o.stage, o.currency, o.total_e4, o.deleted_batch,
  (SELECT r.order_key FROM order_ref r WHERE r.order_id = o.order_id),
  (SELECT count(*) FROM order_item WHERE order_key = ?1),
  (SELECT count(*) FROM order_payment WHERE order_key = ?1),
  (SELECT count(*) FROM order_shipment WHERE order_key = ?1),
  (SELECT count(*) FROM cost_entry WHERE order_key = ?1),
  (SELECT count(*) FROM cases WHERE order_key = ?1),
  (SELECT count(*) FROM order_note_in_force WHERE order_key = ?1),
  (SELECT count(*) FROM chargeback_current WHERE order_key = ?1),
  c.shipping_e4, c.fulfillment_e4, c.payment_e4, c.other_e4,
  (SELECT p.batch FROM purged_order p WHERE p.order_key = ?1),
  EXISTS (SELECT 1 FROM erased_order e WHERE e.order_key = ?1)
FROM orders o LEFT JOIN order_cost c ON c.order_key = o.order_key
WHERE o.order_key = ?1
"""###,
    "Exports/runs.sql": ###"""
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
"""###,
    "Operations/add-chargeback.sql": ###"""
-- Adds what is now known of a chargeback. Of those with one reference the last in force counts.
INSERT INTO chargeback(order_key, n, reference, amount_e4, currency, reason, opened_on, due_on, state, batch)
SELECT :order_key, coalesce(max(n), 0) + 1, :reference, :amount, :currency, :reason, :opened_on, :due_on, :state, :batch
FROM chargeback WHERE order_key = :order_key
"""###,
    "Operations/add-note.sql": ###"""
-- Adds a note to an order.
INSERT INTO order_note(order_key, n, at, author, body, batch)
SELECT :order_key, coalesce(max(n), 0) + 1, :at, :author, :body, :batch
FROM order_note WHERE order_key = :order_key
"""###,
    "Operations/chargebacks-of-order.sql": ###"""
-- Where an order's chargebacks are.
SELECT reference, amount_e4, currency, reason, opened_on, due_on, state, batch
FROM chargeback_current
WHERE order_key = :order_key
ORDER BY n
"""###,
    "Operations/chargebacks.sql": ###"""
-- Chargebacks of live orders, those that are due first at the top; without a day at the end.
SELECT o.order_id, c.reference, c.amount_e4, c.currency, c.reason, c.opened_on, c.due_on, c.state, c.batch
FROM chargeback_current c JOIN live_order o ON o.order_key = c.order_key
WHERE (:state IS NULL OR c.state = :state)
  AND (:pending IS NULL OR c.state IN ('open', 'answered'))
  AND (:from IS NULL OR c.due_on >= :from)
  AND (:to IS NULL OR c.due_on <= :to)
ORDER BY c.due_on IS NULL, c.due_on, o.order_id, c.n
"""###,
    "Orders/board-auto.sql": ###"""
-- Live orders that a subscription made.
SELECT created_at, currency, total_e4 FROM orders INDEXED BY orders_auto
WHERE auto_order_id IS NOT NULL AND deleted_batch IS NULL
ORDER BY created_at
"""###,
    "Orders/board-chargebacks.sql": ###"""
-- Chargebacks of live orders whose outcome is open, by the day they were opened on; without one by their order's.
SELECT coalesce(c.opened_on * 86400000, o.created_at) AS at, c.currency, c.amount_e4
FROM chargeback_current c JOIN live_order o ON o.order_key = c.order_key
WHERE c.state IN ('open', 'answered')
ORDER BY at
"""###,
    "Orders/board.sql": ###"""
-- The live orders of a stage by day, out of the index alone.
SELECT created_at, currency, total_e4 FROM orders INDEXED BY orders_stage
WHERE stage = ?1 AND deleted_batch IS NULL
ORDER BY created_at
"""###,
    "Orders/cost-batch.sql": ###"""
-- The first batch in force that brought costs of an order in the order's own currency; null where there is none.
SELECT min(c.batch)
FROM cost_entry c JOIN batch b ON b.batch = c.batch
WHERE c.order_key = :order_key AND c.currency IS NULL AND b.reverted_by IS NULL
"""###,
    "Orders/deleted-key.sql": ###"""
-- The order of an id that was deleted last. An order that the revert of its import hid has no row in deletion.
SELECT o.order_key
FROM orders o JOIN deletion d ON d.batch = o.deleted_batch AND d.order_key = o.order_key
WHERE o.order_id = :order_id AND o.deleted_batch IS NOT NULL
ORDER BY o.deleted_batch DESC
LIMIT 1
"""###,
    "Orders/history.sql": ###"""
-- What batches did to an order beside its content, each row one thing: the batch, what it was, and up to four facts.
SELECT batch, 'stage' AS what, before_stage AS a, after_stage AS b, NULL AS c, NULL AS d, n AS place
FROM order_stage_change WHERE order_key = ?1
UNION ALL
SELECT batch, CASE WHEN deleted_batch IS NULL THEN 'deleted' ELSE 'restored' END, NULL, NULL, NULL, NULL, 0
FROM deletion WHERE order_key = ?1
UNION ALL
SELECT batch, 'note', body, author, NULL, NULL, n FROM order_note WHERE order_key = ?1
UNION ALL
SELECT batch, 'chargeback', reference, state, amount_e4, currency, n FROM chargeback WHERE order_key = ?1
UNION ALL
SELECT e.batch, 'delivered', s.mapping, s.destination, r.state, NULL, 0
FROM export_order e JOIN export_stream s ON s.stream = e.stream JOIN export_run r ON r.batch = e.batch
WHERE e.order_key = ?1
UNION ALL
SELECT e.batch, 'case', c.case_id, count(*), NULL, NULL, c.case_key
FROM cases c JOIN case_event e ON e.case_key = c.case_key
WHERE c.order_key = ?1 GROUP BY e.batch, c.case_key
UNION ALL
SELECT b.batch, CASE b.kind WHEN 'revert' THEN 'reverted' ELSE 'reapplied' END, b.target_batch, NULL, NULL, NULL, 0
FROM batch b
WHERE b.kind IN ('revert', 'reapply') AND b.target_batch IN (
  SELECT batch FROM cost_entry WHERE order_key = ?1
  UNION SELECT batch FROM order_note WHERE order_key = ?1
  UNION SELECT batch FROM chargeback WHERE order_key = ?1)
ORDER BY batch, what, place
"""###,
    "Orders/later-changes.sql": ###"""
-- Orders that a batch changed and that a later one changed, too.
SELECT l.order_key, min(l.batch) AS later
FROM later b
  JOIN order_image l ON l.batch = b.batch
  JOIN order_image i ON i.batch = :batch AND i.order_key = l.order_key
GROUP BY l.order_key
ORDER BY l.order_key
"""###,
    "Orders/later-facts.sql": ###"""
-- The first later batch in force that hung costs or a case on an order; null where there is none.
SELECT min(batch) AS later FROM (
  SELECT c.batch FROM cost_entry c JOIN batch b ON b.batch = c.batch
  WHERE c.order_key = :order_key AND c.batch > :batch AND b.reverted_by IS NULL
  UNION ALL
  SELECT batch FROM cases WHERE order_key = :order_key AND batch > :batch AND events > 0
)
"""###,
    "Orders/list-with-messages.sql": ###"""
-- Live orders about which somebody wrote, or with :unread those with a case in which the customer wrote after the merchant
-- last replied or read. The one in which the customer wrote last comes first.
SELECT o.order_id, m.unread_cases,
  (SELECT count(*) FROM cases c JOIN case_event_in_force e ON e.case_key = c.case_key
    WHERE c.order_key = o.order_key AND e.kind IN ('customer_message', 'merchant_message')) AS messages
FROM (
  SELECT c.order_key, max(c.last_customer_message_at) AS wrote_at,
    sum(coalesce(max(coalesce(c.last_reply_at, c.opened_at - 1), coalesce(c.read_at, c.opened_at - 1))
      < c.last_customer_message_at, 0)) AS unread_cases
  FROM cases c
  WHERE c.order_key IS NOT NULL AND c.events > 0
    AND (c.last_customer_message_at IS NOT NULL OR c.last_reply_at IS NOT NULL)
  GROUP BY c.order_key
) m JOIN live_order o ON o.order_key = m.order_key
WHERE (:unread IS NULL OR m.unread_cases > 0)
ORDER BY m.wrote_at IS NULL, m.wrote_at DESC, o.order_id
"""###,
    "Orders/live.sql": ###"""
-- What a change needs to know of the live order of an id.
SELECT o.order_key, o.order_id, o.batch, o.content_digest, o.stage, o.currency, o.total_e4, o.deleted_batch
FROM order_ref r JOIN orders o ON o.order_key = r.order_key
WHERE r.order_id = :order_id
"""###,
    "Orders/reference.sql": ###"""
-- Makes an order known by its id, with what costs are joined and judged by. No other live order may have the id.
INSERT INTO order_ref(order_id, order_key, currency, total_e4, created_on, is_rejected)
SELECT order_id, order_key, currency, total_e4, created_at / 86400000, stage = 'Rejected'
FROM orders WHERE order_key = ?1
"""###,
    "Orders/renew-reference.sql": ###"""
-- Renews what costs are joined and judged by, after the row of a live order changed.
UPDATE order_ref
SET currency = o.currency, total_e4 = o.total_e4, created_on = o.created_at / 86400000, is_rejected = o.stage = 'Rejected'
FROM orders o
WHERE o.order_key = ?1 AND order_ref.order_id = o.order_id AND order_ref.order_key = o.order_key
"""###,
    "Orders/stage-change.sql": ###"""
-- Adds a change of stage to an order's history.
INSERT INTO order_stage_change(order_key, n, before_stage, after_stage, at, operator, batch)
SELECT :order_key, coalesce(max(n), 0) + 1, :before_stage, :after_stage, :at, :operator, :batch
FROM order_stage_change WHERE order_key = :order_key
"""###,
    "Orders/stored.sql": ###"""
-- The same of an order by its key, live or hidden.
SELECT order_key, order_id, batch, content_digest, stage, currency, total_e4, deleted_batch
FROM orders
WHERE order_key = :order_key
"""###,
    "Periods/closings.sql": ###"""
-- Closings of months, the last one of a month last.
SELECT c.batch, c.month, c.from_at, c.before_at, c.totals_digest, b.applied_at, b.operator, b.reason, b.reverted_by
FROM period_closing c JOIN batch b ON b.batch = c.batch
ORDER BY c.month, c.batch
"""###,
    "Periods/orders.sql": ###"""
-- What live orders of a month come to, and what of them was refunded in it. A refund without a day counts on the order's.
-- Sums come in two parts, in millions of ten-thousandths and the rest: a sum of SQLite's integers may not fit one.
SELECT 'total' AS kind, currency, sum(total_e4 / 1000000) AS millions, sum(total_e4 % 1000000) AS rest
FROM live_order
WHERE created_at >= :from AND created_at < :before
GROUP BY currency
UNION ALL
SELECT 'refunded', currency, sum(total_refunded_e4 / 1000000), sum(total_refunded_e4 % 1000000)
FROM live_order
WHERE total_refunded_e4 <> 0 AND coalesce(refunded_at, created_at) >= :from AND coalesce(refunded_at, created_at) < :before
GROUP BY currency
"""###,
    "Periods/unallocated.sql": ###"""
-- Costs of no order by their day, with the row of the file that brought them, and with the opposite sign by the day on which they were assigned to one.
SELECT u.amount_e4, u.kind, u.currency, coalesce(u.entry_on, b.dated_on, b.applied_at / 86400000) AS entry_on, u.batch, u.batch, u.line
FROM unallocated_cost u JOIN batch b ON b.batch = u.batch
UNION ALL
SELECT -u.amount_e4, u.kind, u.currency, a.entry_on, a.batch, u.batch, u.line
FROM cost_assignment a
  JOIN unallocated_cost u ON u.batch = a.source_batch AND u.line = a.source_line AND u.kind = a.kind
"""###,
    "Profit/entries.sql": ###"""
-- The ledger rows in force in a currency of their own, which have no effective value beside their order, in the order in
-- which they take effect, with the day to which each belongs.
SELECT e.order_key, e.sets, e.shipping_e4, e.fulfillment_e4, e.payment_e4, e.other_e4, e.currency,
  coalesce(e.entry_on, b.dated_on, b.applied_at / 86400000) AS entry_on
FROM cost_entry e
JOIN batch b ON b.batch = e.batch
WHERE b.reverted_by IS NULL AND e.currency IS NOT NULL
ORDER BY e.order_key, e.batch, e.line
"""###,
    "Profit/last-batch.sql": ###"""
-- The last batch that can have changed what a report on money shows, and when it was applied.
SELECT batch, applied_at FROM batch WHERE kind <> 'export' ORDER BY batch DESC LIMIT 1
"""###,
    "Profit/lines.sql": ###"""
-- The lines of live orders in ascending order of keys: what each is worth and what its goods cost (NULL: unknown).
SELECT i.order_key, coalesce(nullif(trim(i.sku), ''), nullif(trim(i.description), '')) AS item, i.quantity_e4,
  coalesce(i.line_total_e4,
    (i.unit_price_e4 * i.quantity_e4 + CASE WHEN i.unit_price_e4 * i.quantity_e4 < 0 THEN -5000 ELSE 5000 END) / 10000
    - coalesce(i.discount_e4, 0)) AS value_e4,
  (i.unit_cost_e4 * i.quantity_e4 + CASE WHEN i.unit_cost_e4 * i.quantity_e4 < 0 THEN -5000 ELSE 5000 END) / 10000
    AS goods_e4
FROM order_item i
ORDER BY i.order_key, i.line
"""###,
    "Profit/orders.sql": ###"""
-- What the profit of each order is reckoned from, in ascending order of keys (SPEC, Costs, Profit); deleted orders too,
-- whose costs are a line of their own. Local days are the caller's business; both bounds may be NULL.
--
-- kept_out: 1 test, 2 quote, 3 rejected, 4 unpaid, 0 counted. An order is unpaid where its payment status says so; where
-- there is none, while it is in Accounts Receivable with neither a date of payment nor a successful transaction.
-- goods_e4 is NULL where the cost of one of the lines is unknown, and where there are no lines. Each line is rounded to
-- ten-thousandths, half away from zero.
-- lines_e4: the sum of the lines, which stands for a subtotal that the source did not have; NULL where one is unknown.
-- An overflow makes a REAL of a figure, which the reader refuses.
SELECT o.order_key, o.order_id, o.currency, o.created_at, o.deleted_batch IS NOT NULL AS is_deleted,
  CASE
    WHEN o.is_test = 1 THEN 1
    WHEN o.stage IN ('Quote Request', 'Quote Sent') THEN 2
    WHEN o.stage = 'Rejected' THEN 3
    WHEN trim(coalesce(o.payment_status, '')) <> '' THEN
      CASE WHEN lower(trim(o.payment_status)) IN ('unprocessed', 'authorized', 'capture failed', 'declined', 'voided',
        'pending', 'unpaid', 'not paid', 'partially_paid', 'partially paid', 'expired', 'failed',
        'open', 'due', 'overdue') THEN 4 ELSE 0 END
    WHEN o.stage = 'Accounts Receivable' AND o.paid_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM order_payment p WHERE p.order_key = o.order_key AND p.successful = 1) THEN 4
    ELSE 0
  END AS kept_out,
  o.stage, o.channel,
  CASE WHEN coalesce(o.shipping_country, o.shipping_state, '') <> '' THEN o.shipping_country ELSE o.billing_country END
    AS country,
  CASE WHEN coalesce(o.shipping_country, o.shipping_state, '') <> '' THEN o.shipping_state ELSE o.billing_state END
    AS state,
  o.total_e4, o.tax_e4, o.subtotal_e4,
  coalesce(o.shipping_handling_e4, 0) AS shipping_handling_e4, coalesce(o.gift_charge_e4, 0) AS gift_charge_e4,
  coalesce(o.surcharge_e4, 0) AS surcharge_e4,
  coalesce(o.subtotal_discount_e4, 0) + coalesce(o.shipping_handling_discount_e4, 0) AS discounts_e4,
  -- Refunds of what revenue is made of; of an order that says only the sum, the sum without its tax.
  CASE WHEN coalesce(o.subtotal_refunded_e4, o.shipping_handling_refunded_e4, o.other_refunded_e4) IS NOT NULL
    THEN coalesce(o.subtotal_refunded_e4, 0) + coalesce(o.shipping_handling_refunded_e4, 0)
      + coalesce(o.other_refunded_e4, 0)
  END AS refunded_parts_e4,
  o.total_refunded_e4, o.tax_refunded_e4,
  o.estimated_shipping_e4, o.estimated_fulfillment_e4, o.estimated_payment_e4, o.exchange_rate,
  c.shipping_e4, c.fulfillment_e4, c.payment_e4, c.other_e4,
  CASE WHEN count(i.line) > 0 AND count(i.line) = count(i.unit_cost_e4) THEN
    sum((i.unit_cost_e4 * i.quantity_e4 + CASE WHEN i.unit_cost_e4 * i.quantity_e4 < 0 THEN -5000 ELSE 5000 END) / 10000)
  END AS goods_e4,
  CASE WHEN o.subtotal_e4 IS NULL AND count(i.line) > 0
    AND count(i.line) = count(coalesce(i.line_total_e4, i.unit_price_e4)) THEN
    sum(coalesce(i.line_total_e4,
      (i.unit_price_e4 * i.quantity_e4 + CASE WHEN i.unit_price_e4 * i.quantity_e4 < 0 THEN -5000 ELSE 5000 END) / 10000
      - coalesce(i.discount_e4, 0)))
  END AS lines_e4,
  lower(trim(o.payment_status)) IN ('refunded', 'partially_refunded', 'partially refunded')
    AND coalesce(o.subtotal_refunded_e4, o.shipping_handling_refunded_e4, o.other_refunded_e4, o.total_refunded_e4)
      IS NULL AS is_refund_missing
FROM orders o
LEFT JOIN order_item i ON i.order_key = o.order_key
LEFT JOIN order_cost c ON c.order_key = o.order_key
WHERE (:from IS NULL OR o.created_at >= :from) AND (:before IS NULL OR o.created_at < :before)
GROUP BY o.order_key
ORDER BY o.order_key
"""###,
    "Profit/unallocated.sql": ###"""
-- Costs of no order that are in force and were not assigned to one, by day, kind and currency.
SELECT coalesce(u.entry_on, b.dated_on, b.applied_at / 86400000) AS entry_on, u.currency, u.kind,
  sum(u.amount_e4) AS amount_e4, count(*) AS entries
FROM unallocated_cost u
JOIN batch b ON b.batch = u.batch
LEFT JOIN batch a ON a.batch = u.assigned_batch
WHERE b.reverted_by IS NULL AND (u.assigned_batch IS NULL OR a.reverted_by IS NOT NULL)
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
"""###,
    "Schema/001-first-store.sql": ###"""
-- The first store: orders and what hangs on them, the cost ledger, cases, customers, batches and the audit chain.
-- Units: *_e4 money or quantities in ten-thousandths; *_at UTC milliseconds since 1970; *_on days since 1970-01-01 (civil).
-- order_key, case_key and customer_key are given by the program, never change and lead every key below an order.
-- In tables WITHOUT ROWID the columns of the key come first and in its order: of others SQLite 3.40's integrity_check
-- reports NULLs that are not there.

-- What the store says of itself: currency, zone, the version that made it.
CREATE TABLE meta(
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One run that changed or produced something. Its number is also the change number stamped on the rows it wrote.
CREATE TABLE batch(
  batch INTEGER NOT NULL PRIMARY KEY CHECK (batch > 0),
  kind TEXT NOT NULL CHECK (kind IN ('costs', 'orders', 'customers', 'cases', 'operations', 'delete', 'undelete',
    'purge', 'revert', 'reapply', 'export', 'assign', 'periods')),
  applied_at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  login TEXT NOT NULL,
  host TEXT NOT NULL,
  version TEXT NOT NULL,
  fixed_environment TEXT,                      -- names of DAYBOOK_* variables that fixed time, user or host
  mapping TEXT,
  mapping_digest BLOB CHECK (length(mapping_digest) = 32),
  content_digest BLOB CHECK (length(content_digest) = 32),
  dated_on INTEGER,                            -- entry date of rows without a date of their own
  reason TEXT,
  options TEXT,                                -- JSON: the options that shaped the run
  rows INTEGER NOT NULL DEFAULT 0,
  accepted INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  unallocated INTEGER NOT NULL DEFAULT 0,
  warnings INTEGER NOT NULL DEFAULT 0,
  target_batch INTEGER REFERENCES batch(batch),  -- the batch that a revert or a re-application is about
  reverted_by INTEGER REFERENCES batch(batch)    -- null while in force
) STRICT;
CREATE INDEX batch_content ON batch(content_digest) WHERE content_digest IS NOT NULL;

CREATE TABLE batch_input(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  n INTEGER NOT NULL,
  name TEXT NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  bytes INTEGER NOT NULL,
  sheet TEXT,
  PRIMARY KEY (batch, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_input_sha256 ON batch_input(sha256);

CREATE TABLE batch_output(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  n INTEGER NOT NULL,
  path TEXT NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  bytes INTEGER NOT NULL,
  rows INTEGER,
  PRIMARY KEY (batch, n)
) STRICT, WITHOUT ROWID;

-- Money before and after over the orders a batch touched, by cost kind and currency.
CREATE TABLE batch_total(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  kind TEXT NOT NULL,
  currency TEXT NOT NULL,
  before_e4 INTEGER NOT NULL,
  after_e4 INTEGER NOT NULL,
  PRIMARY KEY (batch, kind, currency)
) STRICT, WITHOUT ROWID;

-- Runs that were refused: they have no batch number.
CREATE TABLE refused_run(
  run INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  host TEXT NOT NULL,
  version TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('rejected', 'repeat')),
  input TEXT,
  sha256 BLOB CHECK (length(sha256) = 32),
  rows INTEGER NOT NULL,
  rejected INTEGER NOT NULL
) STRICT;

-- Hash chain: hash = SHA-256 of previous hash and this row's fields, in the order of the columns.
CREATE TABLE audit(
  seq INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0),
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  host TEXT NOT NULL,
  action TEXT NOT NULL,
  batch INTEGER REFERENCES batch(batch),
  subject TEXT NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE customer(
  customer_key INTEGER NOT NULL PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,                  -- lower case
  first_name TEXT, last_name TEXT, company TEXT, phone TEXT,
  tier TEXT, tax_exempt INTEGER NOT NULL DEFAULT 0 CHECK (tax_exempt IN (0, 1)), tax_id TEXT,
  accounting_code TEXT, accounting_class TEXT, terms TEXT, notes TEXT,
  erased_at INTEGER,
  batch INTEGER NOT NULL REFERENCES batch(batch)
) STRICT;
CREATE TABLE customer_address(
  customer_key INTEGER NOT NULL REFERENCES customer(customer_key),
  n INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('billing', 'shipping')),
  first_name TEXT, last_name TEXT, company TEXT, address1 TEXT, address2 TEXT, city TEXT, state TEXT,
  postal_code TEXT, country TEXT, phone TEXT,
  is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
  PRIMARY KEY (customer_key, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE customer_tag(
  customer_key INTEGER NOT NULL REFERENCES customer(customer_key),
  tag TEXT NOT NULL,
  PRIMARY KEY (customer_key, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders(
  order_key INTEGER NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL CHECK (length(order_id) > 0),
  batch INTEGER NOT NULL REFERENCES batch(batch),    -- change number of the order row, items, payments, coupons and tags
  deleted_batch INTEGER REFERENCES batch(batch),     -- what hides the order: a deletion, or the revert of the batch
                                                     -- that brought it; null while it is live
  created_at INTEGER NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('Accounts Receivable', 'Pending Clearance', 'Fraud Review', 'Rejected',
    'Shipping Department', 'Completed Order', 'Quote Request', 'Quote Sent', 'Least Cost Routing', 'Pre-ordered',
    'Advanced Order Routing', 'Hold', 'Unknown')),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  total_e4 INTEGER NOT NULL,
  subtotal_e4 INTEGER, subtotal_discount_e4 INTEGER, tax_e4 INTEGER, tax_rate_e6 INTEGER,
  shipping_handling_e4 INTEGER, shipping_handling_discount_e4 INTEGER, gift_charge_e4 INTEGER, surcharge_e4 INTEGER,
  subtotal_refunded_e4 INTEGER, shipping_handling_refunded_e4 INTEGER, tax_refunded_e4 INTEGER,
  other_refunded_e4 INTEGER, total_refunded_e4 INTEGER,
  estimated_shipping_e4 INTEGER, estimated_fulfillment_e4 INTEGER, estimated_payment_e4 INTEGER,
  exchange_rate TEXT,                                -- decimal text, frozen at order time
  payment_status TEXT, payment_method TEXT, payment_reference TEXT, card_type TEXT, purchase_order_number TEXT,
  paid_at INTEGER, shipped_at INTEGER, rejected_at INTEGER, refunded_at INTEGER, quote_expires_at INTEGER,
  is_test INTEGER NOT NULL DEFAULT 0 CHECK (is_test IN (0, 1)),
  is_gift INTEGER NOT NULL DEFAULT 0 CHECK (is_gift IN (0, 1)),
  exported_to_accounting INTEGER NOT NULL DEFAULT 0 CHECK (exported_to_accounting IN (0, 1)),
  customer_key INTEGER REFERENCES customer(customer_key),
  email TEXT, language TEXT, ip_address TEXT,
  billing_first_name TEXT, billing_last_name TEXT, billing_company TEXT, billing_address1 TEXT, billing_address2 TEXT,
  billing_city TEXT, billing_state TEXT, billing_postal_code TEXT, billing_country TEXT, billing_phone TEXT,
  shipping_first_name TEXT, shipping_last_name TEXT, shipping_company TEXT, shipping_address1 TEXT,
  shipping_address2 TEXT, shipping_city TEXT, shipping_state TEXT, shipping_postal_code TEXT, shipping_country TEXT,
  shipping_phone TEXT,
  shipping_method TEXT, shipping_instructions TEXT, weight TEXT, weight_unit TEXT,
  channel TEXT, channel_order_id TEXT, merchant_id TEXT, theme TEXT, storefront TEXT, affiliate_id TEXT,
  advertising_source TEXT, referral_code TEXT, sales_rep TEXT, auto_order_id TEXT,
  customer_comments TEXT, merchant_notes TEXT, gift_message TEXT, reject_reason TEXT, refund_reason TEXT,
  custom_field1 TEXT, custom_field2 TEXT, custom_field3 TEXT, custom_field4 TEXT, custom_field5 TEXT,
  custom_field6 TEXT, custom_field7 TEXT, custom_field8 TEXT, custom_field9 TEXT, custom_field10 TEXT,
  extra TEXT,                                        -- JSON object: what the source had beyond these columns
  content_digest BLOB NOT NULL CHECK (length(content_digest) = 32)
) STRICT;

-- Live orders by id. The currency stands here too, so that costs are joined and totalled without the wide row.
CREATE TABLE order_ref(
  order_id TEXT NOT NULL PRIMARY KEY,
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  currency TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE order_item(
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  line INTEGER NOT NULL,
  sku TEXT, description TEXT,
  quantity_e4 INTEGER NOT NULL,
  unit_price_e4 INTEGER, discount_e4 INTEGER, line_total_e4 INTEGER, tax_e4 INTEGER,
  unit_cost_e4 INTEGER,                              -- cost of goods of one piece
  quantity_refunded_e4 INTEGER, refunded_e4 INTEGER,
  barcode TEXT, manufacturer_sku TEXT, distribution_center TEXT, weight TEXT, weight_unit TEXT, country_of_origin TEXT,
  shipped_at INTEGER, parent_line INTEGER, options TEXT, extra TEXT,
  PRIMARY KEY (order_key, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_payment(
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  line INTEGER NOT NULL,
  transaction_id TEXT, gateway TEXT, method TEXT, kind TEXT, status TEXT,
  at INTEGER, successful INTEGER CHECK (successful IN (0, 1)), amount_e4 INTEGER, currency TEXT, details TEXT,
  PRIMARY KEY (order_key, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_payment_transaction ON order_payment(transaction_id) WHERE transaction_id IS NOT NULL;

CREATE TABLE order_shipment(
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  line INTEGER NOT NULL,
  tracking_number TEXT, carrier TEXT, service TEXT, shipped_at INTEGER, weight TEXT, weight_unit TEXT,
  batch INTEGER NOT NULL REFERENCES batch(batch),
  PRIMARY KEY (order_key, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_shipment_tracking ON order_shipment(tracking_number) WHERE tracking_number IS NOT NULL;

CREATE TABLE order_coupon(
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  line INTEGER NOT NULL,
  code TEXT NOT NULL, base_code TEXT, accounting_code TEXT, discount_e4 INTEGER,
  PRIMARY KEY (order_key, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_tag(
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  tag TEXT NOT NULL,
  batch INTEGER NOT NULL REFERENCES batch(batch),
  PRIMARY KEY (order_key, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_note(
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  n INTEGER NOT NULL,
  at INTEGER NOT NULL, author TEXT NOT NULL, body TEXT NOT NULL,
  batch INTEGER NOT NULL REFERENCES batch(batch),
  PRIMARY KEY (order_key, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE chargeback(
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  n INTEGER NOT NULL,
  reference TEXT, amount_e4 INTEGER NOT NULL, currency TEXT NOT NULL, reason TEXT, opened_on INTEGER, due_on INTEGER,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'won', 'lost', 'withdrawn')),
  batch INTEGER NOT NULL REFERENCES batch(batch),
  PRIMARY KEY (order_key, n)
) STRICT, WITHOUT ROWID;

-- Every stage change ever: before (null when the order came), after, when and who.
CREATE TABLE order_stage_change(
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  n INTEGER NOT NULL,
  before_stage TEXT, after_stage TEXT NOT NULL,
  at INTEGER NOT NULL, operator TEXT NOT NULL,
  batch INTEGER NOT NULL REFERENCES batch(batch),
  PRIMARY KEY (order_key, n)
) STRICT, WITHOUT ROWID;

-- What an order looked like before a batch changed it: its canonical bytes (with its items, payments, shipments, coupons
-- and tags; Model/Orders/OrderRecord+Bytes.swift) and its digest; null: there was no such live order.
CREATE TABLE order_image(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  image BLOB,
  content_digest BLOB CHECK (length(content_digest) = 32),
  PRIMARY KEY (batch, order_key)
) STRICT, WITHOUT ROWID;

-- Which orders a delete batch hid or an undelete batch brought back.
CREATE TABLE deletion(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  deleted_batch INTEGER,                             -- for an undelete: the deletion that it lifted
  PRIMARY KEY (batch, order_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX deletion_order ON deletion(order_key);
CREATE INDEX orders_deleted ON orders(order_id, deleted_batch) WHERE deleted_batch IS NOT NULL;

-- The ledger: one row a source row, an amount a kind; append-only. `sets` tells which amounts replace (1 shipping,
-- 2 fulfillment, 4 payment, 8 other); the others add.
CREATE TABLE cost_entry(
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  batch INTEGER NOT NULL REFERENCES batch(batch),
  line INTEGER NOT NULL,                             -- row of the source file
  sets INTEGER NOT NULL CHECK (sets BETWEEN 0 AND 15),
  shipping_e4 INTEGER, fulfillment_e4 INTEGER, payment_e4 INTEGER, other_e4 INTEGER,
  currency TEXT,                                     -- null: the order's
  entry_on INTEGER,                                  -- null: the batch's dated_on
  invoice TEXT, reference TEXT, reference_hash INTEGER, description TEXT,
  PRIMARY KEY (order_key, batch, line)
) STRICT, WITHOUT ROWID;

-- Effective values of the entries in force, in the order's currency; null: unknown. `store check` recomputes them.
CREATE TABLE order_cost(
  order_key INTEGER NOT NULL PRIMARY KEY REFERENCES orders(order_key),
  shipping_e4 INTEGER, fulfillment_e4 INTEGER, payment_e4 INTEGER, other_e4 INTEGER,
  batch INTEGER NOT NULL REFERENCES batch(batch)
) STRICT;

-- Costs of no order: storage, service fees, what a mapping leaves unallocated.
CREATE TABLE unallocated_cost(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  line INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('shipping', 'fulfillment', 'payment', 'other')),
  amount_e4 INTEGER NOT NULL, currency TEXT NOT NULL, entry_on INTEGER,
  invoice TEXT, reference TEXT, reference_hash INTEGER, description TEXT,
  assigned_batch INTEGER REFERENCES batch(batch),
  PRIMARY KEY (batch, line, kind)
) STRICT, WITHOUT ROWID;

-- Correspondence with a customer. Everything here but the keys, read_at and merged_into follows from the case's details and
-- events; the program computes it after every change.
CREATE TABLE cases(
  case_key INTEGER NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL UNIQUE CHECK (length(case_id) > 0),
  order_id TEXT,                                     -- as the source says, whether or not the order is here
  order_key INTEGER REFERENCES orders(order_key),    -- the order, once it is here
  customer_key INTEGER REFERENCES customer(customer_key),
  subject TEXT, team TEXT, calendar TEXT, policy TEXT,
  opening_priority TEXT,                             -- what it was opened with; events change it
  priority TEXT, assignee TEXT,
  status TEXT NOT NULL CHECK (status IN ('New', 'Open', 'Reply Received', 'Waiting', 'Closed')),
  opened_at INTEGER NOT NULL,
  last_event_at INTEGER NOT NULL,
  last_customer_message_at INTEGER,
  last_reply_at INTEGER,
  open_disputes INTEGER NOT NULL DEFAULT 0,
  events INTEGER NOT NULL DEFAULT 0,                 -- events in force; 0 once every batch that added some was reverted
  read_at INTEGER,                                   -- correspondence up to here has been read
  merged_into INTEGER REFERENCES cases(case_key),
  batch INTEGER NOT NULL REFERENCES batch(batch)     -- the last batch that changed it
) STRICT;
CREATE INDEX cases_order ON cases(order_key) WHERE order_key IS NOT NULL;
CREATE INDEX cases_without_order ON cases(order_id) WHERE order_key IS NULL AND order_id IS NOT NULL;

-- What is said of a case beside its events; the first in force is kept. Like events, details stay when their batch is
-- reverted and no longer count.
CREATE TABLE case_detail(
  case_key INTEGER NOT NULL REFERENCES cases(case_key),
  name TEXT NOT NULL CHECK (name IN ('order', 'subject', 'team', 'priority', 'calendar', 'policy')),
  batch INTEGER NOT NULL REFERENCES batch(batch),
  value TEXT NOT NULL,
  PRIMARY KEY (case_key, name, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_detail_batch ON case_detail(batch);

-- Correspondence and what happened to it; in the order (at, rank, seq).
CREATE TABLE case_event(
  case_key INTEGER NOT NULL REFERENCES cases(case_key),
  seq INTEGER NOT NULL,                              -- order of arrival within the case, from 1
  at INTEGER NOT NULL,
  rank INTEGER NOT NULL,                             -- order of kinds at one instant
  kind TEXT NOT NULL CHECK (kind IN ('customer_message', 'merchant_message', 'internal_action', 'status', 'priority',
    'assign', 'dispute_open', 'dispute_close')),
  actor TEXT, body TEXT, value TEXT,
  entry_id TEXT,                                     -- the source's own id
  digest BLOB NOT NULL CHECK (length(digest) = 32),  -- of at, kind, actor, body and value: a second one is a repeat
  batch INTEGER NOT NULL REFERENCES batch(batch),
  PRIMARY KEY (case_key, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_event_entry ON case_event(case_key, entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX case_event_digest ON case_event(case_key, digest);
CREATE INDEX case_event_batch ON case_event(batch);

-- What exports, reports and lists see.
CREATE VIEW live_order AS SELECT * FROM orders WHERE deleted_batch IS NULL;
CREATE VIEW live_case AS
  SELECT c.* FROM cases c LEFT JOIN orders o ON o.order_key = c.order_key
  WHERE o.deleted_batch IS NULL AND c.events > 0;
CREATE VIEW case_event_in_force AS
  SELECT e.* FROM case_event e JOIN batch b ON b.batch = e.batch WHERE b.reverted_by IS NULL;
CREATE VIEW case_detail_in_force AS
  SELECT d.* FROM case_detail d JOIN batch b ON b.batch = d.batch WHERE b.reverted_by IS NULL;
-- The only door to correspondence for anything a customer may see: internal actions, assignments, priorities and
-- statuses do not pass it.
CREATE VIEW customer_case_event AS
  SELECT case_key, seq, at, rank, kind, actor, body, value FROM case_event_in_force
  WHERE kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close');
"""###,
    "Schema/002-cost-details.sql": ###"""
-- What the import of real invoices and settlements needs beside the ledger: facts of orders at the place where costs are
-- joined, classes and control totals of a file, references, and the orders that a batch touched.

-- Live orders by id, now with what makes a cost suspicious, so that nobody reads the wide order row for it. Written from
-- the order's row whenever that changes (Orders/reference.sql).
CREATE TABLE live_order_ref(
  order_id TEXT NOT NULL PRIMARY KEY,
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  currency TEXT NOT NULL,
  total_e4 INTEGER NOT NULL DEFAULT 0,
  created_on INTEGER NOT NULL DEFAULT 0,             -- the day in UTC
  is_rejected INTEGER NOT NULL DEFAULT 0 CHECK (is_rejected IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO live_order_ref(order_id, order_key, currency, total_e4, created_on, is_rejected)
  SELECT r.order_id, r.order_key, r.currency, o.total_e4, o.created_at / 86400000, o.stage = 'Rejected'
  FROM order_ref r JOIN orders o ON o.order_key = r.order_key
  ORDER BY r.order_id;
DROP TABLE order_ref;
ALTER TABLE live_order_ref RENAME TO order_ref;

-- Rows that were left out as repeats, and rows that are no costs at all (sales, payouts).
ALTER TABLE batch ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN not_costs INTEGER NOT NULL DEFAULT 0;

-- Why a row has no order: its charge belongs to none, or its order was not found and the mapping lets such rows pass.
ALTER TABLE unallocated_cost ADD COLUMN class TEXT NOT NULL DEFAULT 'unallocated'
  CHECK (class IN ('unallocated', 'unmatched'));

-- Rows and money of a file by class; together they are the file.
CREATE TABLE batch_class(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  class TEXT NOT NULL CHECK (class IN ('order_cost', 'unallocated', 'not_a_cost', 'unmatched')),
  currency TEXT NOT NULL,
  rows INTEGER NOT NULL,
  amount_e4 INTEGER NOT NULL,
  PRIMARY KEY (batch, class, currency)
) STRICT, WITHOUT ROWID;

-- Control totals that a file states of itself, and what its rows add up to.
CREATE TABLE batch_control(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  n INTEGER NOT NULL,
  name TEXT NOT NULL,
  currency TEXT,
  stated_e4 INTEGER NOT NULL,
  found_e4 INTEGER NOT NULL,
  PRIMARY KEY (batch, n)
) STRICT, WITHOUT ROWID;

-- The orders whose ledger a batch extended, ascending: differences of their keys, seven bits a byte, low ones first. So
-- that a small batch is reverted without a look at the whole ledger.
CREATE TABLE batch_orders(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  n INTEGER NOT NULL,
  order_keys BLOB NOT NULL,
  PRIMARY KEY (batch, n)
) STRICT, WITHOUT ROWID;

-- Where a source's own reference stands: order_key 0 is `unallocated_cost`. Only rows with a reference are here; the
-- text itself is in the row.
CREATE TABLE cost_reference(
  reference_hash INTEGER NOT NULL,
  order_key INTEGER NOT NULL,
  batch INTEGER NOT NULL REFERENCES batch(batch),
  line INTEGER NOT NULL,
  PRIMARY KEY (reference_hash, order_key, batch, line)
) STRICT, WITHOUT ROWID;
"""###,
    "Schema/003-periods.sql": ###"""
-- Closed months and their totals, and which unallocated costs were assigned to which orders.

-- A month that was closed. It is closed while its batch is in force; reopening marks that batch as reverted. The bounds are
-- those of the workspace's zone when it was closed: days for what is dated by day, instants for orders.
CREATE TABLE period_closing(
  batch INTEGER NOT NULL PRIMARY KEY REFERENCES batch(batch),
  month TEXT NOT NULL CHECK (length(month) = 7),
  from_on INTEGER NOT NULL,
  to_on INTEGER NOT NULL,                            -- inclusive
  from_at INTEGER NOT NULL,
  before_at INTEGER NOT NULL,                        -- exclusive
  totals_digest BLOB NOT NULL CHECK (length(totals_digest) = 32)  -- of its rows in period_total; in the audit chain too
) STRICT;

-- The money of a month as it stood when it was closed. orders: totals and refunds of live orders; costs: movements of the
-- effective costs of live orders; deleted: those of hidden orders; unallocated: costs of no order.
CREATE TABLE period_total(
  batch INTEGER NOT NULL REFERENCES period_closing(batch),
  line TEXT NOT NULL CHECK (line IN ('orders', 'costs', 'unallocated', 'deleted')),
  kind TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount_e4 INTEGER NOT NULL,
  PRIMARY KEY (batch, line, kind, currency)
) STRICT, WITHOUT ROWID;

-- Which unallocated cost a ledger row of an assigning batch is: (batch, line) is that ledger row.
CREATE TABLE cost_assignment(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  line INTEGER NOT NULL,
  source_batch INTEGER NOT NULL,
  source_line INTEGER NOT NULL,
  kind TEXT NOT NULL,
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  entry_on INTEGER NOT NULL,                         -- the day on which it stops being unallocated
  PRIMARY KEY (batch, line),
  FOREIGN KEY (source_batch, source_line, kind) REFERENCES unallocated_cost(batch, line, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX cost_assignment_source ON cost_assignment(source_batch, source_line, kind);
"""###,
    "Schema/004-order-payment-references.sql": ###"""
-- Orders by what processors and channels call them, where a cost is joined by that: only few orders have such a reference.
CREATE INDEX orders_payment_reference ON orders(payment_reference) WHERE payment_reference IS NOT NULL;
CREATE INDEX orders_channel_order ON orders(channel_order_id) WHERE channel_order_id IS NOT NULL;
"""###,
    "Schema/005-case-courses.sql": ###"""
-- Cases in bulk: what service levels are reckoned from lies packed beside each case, and imports compare with the events
-- of one case at a time.

-- The source's own order of events of one kind at one instant, where it gives one.
ALTER TABLE case_event ADD COLUMN sequence INTEGER;

-- The events in force of a case in their order, packed, without texts of messages. Derived: computed anew with the row of
-- the case. A case of an older store has none until it is next touched; its events are read one by one then.
CREATE TABLE case_course(
  case_key INTEGER NOT NULL PRIMARY KEY REFERENCES cases(case_key),
  course BLOB NOT NULL
) STRICT;

-- An import that found events of earlier batches again stands on them: reverting these would take the events away from
-- under it.
CREATE TABLE case_batch_repeat(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  of_batch INTEGER NOT NULL REFERENCES batch(batch),
  events INTEGER NOT NULL CHECK (events > 0),
  PRIMARY KEY (batch, of_batch)
) STRICT, WITHOUT ROWID;

-- Events are compared within their case, which the primary key finds.
DROP INDEX case_event_entry;
DROP INDEX case_event_digest;

DROP VIEW customer_case_event;
CREATE VIEW customer_case_event AS
  SELECT case_key, seq, at, rank, kind, actor, body, value, sequence FROM case_event_in_force
  WHERE kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close');
"""###,
    "Schema/006-export-deliveries.sql": ###"""
-- What exports delivered to whom, so that nothing is sent twice and nothing is forgotten.

-- Where a file was written, in full: how the user named it may mean another place tomorrow.
ALTER TABLE batch_output ADD COLUMN place TEXT;
CREATE INDEX batch_output_place ON batch_output(place) WHERE place IS NOT NULL;

-- What one mapping delivers to one destination.
CREATE TABLE export_stream(
  stream INTEGER NOT NULL PRIMARY KEY,
  mapping TEXT NOT NULL,
  destination TEXT NOT NULL,
  UNIQUE (mapping, destination)
) STRICT;

-- A delivery. It is written down when its files are complete on the disk and before they get their names (intended); it is
-- delivered once they have them and the destination's command, if there is one, has ended well.
CREATE TABLE export_run(
  batch INTEGER NOT NULL PRIMARY KEY REFERENCES batch(batch),
  stream INTEGER NOT NULL REFERENCES export_stream(stream),
  scope TEXT NOT NULL CHECK (scope IN ('new', 'changed')),
  cut INTEGER NOT NULL,                              -- the last batch that the snapshot held
  orders INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('intended', 'delivered', 'failed', 'abandoned')),
  settled_at INTEGER, settled_by TEXT, reason TEXT   -- who decided it, where it did not go by itself
) STRICT;
CREATE INDEX export_run_open ON export_run(stream) WHERE state IN ('intended', 'failed');

-- Which orders a delivery holds. Those of an abandoned one are taken out.
CREATE TABLE export_order(
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  stream INTEGER NOT NULL REFERENCES export_stream(stream),
  batch INTEGER NOT NULL REFERENCES export_run(batch),
  PRIMARY KEY (order_key, stream, batch)
) STRICT, WITHOUT ROWID;

-- What became of the command that takes a file to its destination. Without an end nobody knows.
CREATE TABLE export_attempt(
  batch INTEGER NOT NULL REFERENCES export_run(batch),
  n INTEGER NOT NULL,
  file TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  outcome TEXT CHECK (outcome IN ('exit', 'signal', 'timeout', 'not-started', 'stopped')),
  code INTEGER,                                      -- the exit code, or the signal's number
  message TEXT,                                      -- the end of what it wrote to standard error
  PRIMARY KEY (batch, n)
) STRICT, WITHOUT ROWID;

-- The last batch that changed an order, of all that changed a row of it.
CREATE VIEW order_change AS
  SELECT o.order_key, max(o.batch,
    coalesce((SELECT c.batch FROM order_cost c WHERE c.order_key = o.order_key), 0),
    coalesce((SELECT max(s.batch) FROM order_shipment s WHERE s.order_key = o.order_key), 0),
    coalesce((SELECT max(t.batch) FROM order_tag t WHERE t.order_key = o.order_key), 0),
    coalesce((SELECT max(n.batch) FROM order_note n WHERE n.order_key = o.order_key), 0),
    coalesce((SELECT max(b.batch) FROM chargeback b WHERE b.order_key = o.order_key), 0),
    coalesce((SELECT max(g.batch) FROM order_stage_change g WHERE g.order_key = o.order_key), 0)) AS batch
  FROM orders o;

-- What makes masked values hard to guess; it never leaves the store.
INSERT INTO meta(name, value) VALUES ('mask_secret', lower(hex(randomblob(32))));
"""###,
    "Schema/007-frozen-judgement.sql": ###"""
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
"""###,
    "Schema/008-case-work.sql": ###"""
-- Work on cases: what has been read, what was merged, mail that goes out, and an index of the words of correspondence.

-- Up to where correspondence counts as read; the mark of the last batch in force counts. Null: none of it.
CREATE TABLE case_mark(
  case_key INTEGER NOT NULL REFERENCES cases(case_key),
  batch INTEGER NOT NULL REFERENCES batch(batch),
  read_at INTEGER,
  PRIMARY KEY (case_key, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_mark_batch ON case_mark(batch);

-- Cases that go on in another one; the last batch in force counts.
CREATE TABLE case_merge(
  case_key INTEGER NOT NULL REFERENCES cases(case_key),
  batch INTEGER NOT NULL REFERENCES batch(batch),
  into_key INTEGER NOT NULL REFERENCES cases(case_key) CHECK (into_key <> case_key),
  PRIMARY KEY (case_key, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_merge_batch ON case_merge(batch);
ALTER TABLE cases ADD COLUMN merged_batch INTEGER REFERENCES batch(batch);  -- what merged it; its clocks end then
CREATE INDEX cases_merged ON cases(merged_into) WHERE merged_into IS NOT NULL;

-- Mail that an action wrote, byte for byte. It is intended with the action itself, when its bytes are on the disk under a
-- temporary name, and written once it has its own; withdrawn mail was taken back before anybody collected it.
CREATE TABLE case_mail(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  n INTEGER NOT NULL,
  case_key INTEGER NOT NULL REFERENCES cases(case_key),
  audience TEXT NOT NULL CHECK (audience IN ('customer', 'staff')),
  recipient TEXT NOT NULL,
  message_id TEXT NOT NULL,
  place TEXT NOT NULL,                               -- the file, in full
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  message BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('intended', 'written', 'withdrawn')),
  PRIMARY KEY (batch, n)
) STRICT;
CREATE INDEX case_mail_case ON case_mail(case_key);
CREATE INDEX case_mail_open ON case_mail(batch) WHERE state <> 'written';

-- The words of what customers may see (messages, disputes, subjects), and apart from them the words of everything else. A
-- row's id is case_key * 2^20 + seq of the event; seq 0 is the subject. Words of events that are not in force stay: who
-- finds them looks at the event. The texts themselves are not kept twice.
CREATE VIRTUAL TABLE case_text USING fts5(
  words, content = '', tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE case_internal_text USING fts5(
  words, content = '', tokenize = "unicode61 remove_diacritics 2");
INSERT INTO case_text(rowid, words)
  SELECT case_key << 20, subject FROM cases WHERE subject IS NOT NULL AND subject <> '' ORDER BY case_key;
INSERT INTO case_text(rowid, words)
  SELECT case_key << 20 | seq, trim(coalesce(body, '') || ' ' || coalesce(value, '')) FROM case_event
  WHERE kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
    AND (body <> '' OR value <> '') AND seq < 1048576
  ORDER BY case_key, seq;
INSERT INTO case_internal_text(rowid, words)
  SELECT case_key << 20 | seq, body FROM case_event
  WHERE kind NOT IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
    AND body <> '' AND seq < 1048576
  ORDER BY case_key, seq;

-- The doors for everything that a customer may see. Each reads tables itself, so that an authorizer can tell by the
-- view's name that a reader came through it. None of them can reach internal actions, nor what only these changed.
DROP VIEW customer_case_event;
CREATE VIEW customer_case_event AS
  SELECT e.case_key, e.seq, e.at, e.rank, e.kind, e.actor, e.body, e.value, e.sequence
  FROM case_event e JOIN batch b ON b.batch = e.batch
  WHERE b.reverted_by IS NULL AND e.kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close');
-- A case of which the customer has seen something.
CREATE VIEW customer_case AS
  SELECT c.case_key, c.case_id, c.subject, c.status, c.order_id, c.order_key, c.merged_into
  FROM cases c LEFT JOIN orders o ON o.order_key = c.order_key
  WHERE o.deleted_batch IS NULL AND EXISTS (
    SELECT 1 FROM case_event e JOIN batch b ON b.batch = e.batch
    WHERE e.case_key = c.case_key AND b.reverted_by IS NULL
      AND e.kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close'));
CREATE VIEW customer_case_order AS
  SELECT order_key, order_id, created_at, stage, currency, total_e4, email, billing_first_name, billing_last_name,
    shipping_country, payment_status
  FROM orders WHERE deleted_batch IS NULL;
CREATE VIEW customer_case_shipment AS SELECT order_key, line, carrier, tracking_number FROM order_shipment;
CREATE VIEW customer_case_mail AS
  SELECT m.case_key, m.batch, m.n, m.recipient, m.message_id
  FROM case_mail m JOIN batch b ON b.batch = m.batch
  WHERE m.audience = 'customer' AND m.state <> 'withdrawn' AND b.reverted_by IS NULL;
"""###,
    "Schema/011-nightly-runs.sql": ###"""
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
"""###,
    "Schema/013-purge.sql": ###"""
-- Deleted orders whose persons were removed for good.

-- A purge. It is finished once copies outside the store and free pages within it are gone, too.
CREATE TABLE purge(
  batch INTEGER NOT NULL PRIMARY KEY REFERENCES batch(batch),
  finished_at INTEGER
) STRICT;
CREATE INDEX purge_open ON purge(batch) WHERE finished_at IS NULL;

-- Tombstones: of such an order its row keeps id, times, stage, currency, total and digest, and the ledger its amounts.
CREATE TABLE purged_order(
  order_key INTEGER NOT NULL PRIMARY KEY REFERENCES orders(order_key),
  batch INTEGER NOT NULL REFERENCES purge(batch)
) STRICT;
CREATE INDEX purged_order_batch ON purged_order(batch);

-- Files that held them: inputs and deliveries by their digest, and where a delivery was put. The archive has no copies of
-- them any more.
CREATE TABLE purged_file(
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  place TEXT NOT NULL,                               -- empty: known by its digest alone
  batch INTEGER NOT NULL REFERENCES purge(batch),
  PRIMARY KEY (sha256, place)
) STRICT, WITHOUT ROWID;
"""###,
    "Schema/014-order-board.sql": ###"""
-- The board of stages, lists of orders by day, and what is known of chargebacks and notes.

-- The board reads this alone; lists of one stage come out of it in the order of days.
CREATE INDEX orders_stage ON orders(stage, created_at, currency, total_e4) WHERE deleted_batch IS NULL;
CREATE INDEX orders_created ON orders(created_at) WHERE deleted_batch IS NULL;
CREATE INDEX orders_auto ON orders(created_at, currency, total_e4)
  WHERE auto_order_id IS NOT NULL AND deleted_batch IS NULL;

-- Rows about one chargeback follow each other as it goes on: the last of a reference in force says where it is.
CREATE VIEW chargeback_current AS
  SELECT c.order_key, c.n, c.reference, c.amount_e4, c.currency, c.reason, c.opened_on, c.due_on, c.state, c.batch
  FROM chargeback c JOIN batch b ON b.batch = c.batch
  WHERE b.reverted_by IS NULL AND NOT EXISTS (
    SELECT 1 FROM chargeback l JOIN batch k ON k.batch = l.batch
    WHERE l.order_key = c.order_key AND l.reference = c.reference AND l.n > c.n AND k.reverted_by IS NULL);
CREATE VIEW order_note_in_force AS
  SELECT n.order_key, n.n, n.at, n.author, n.body, n.batch
  FROM order_note n JOIN batch b ON b.batch = n.batch
  WHERE b.reverted_by IS NULL;
"""###,
    "Schema/015-case-teams.sql": ###"""
-- A case may go to another team, which is an event of its own. SQLite cannot widen a CHECK, so the events are copied once.

ALTER TABLE cases ADD COLUMN opening_team TEXT;     -- what it was opened with; events change it
UPDATE cases SET opening_team = team WHERE team IS NOT NULL;

CREATE TABLE case_event_with_teams(
  case_key INTEGER NOT NULL REFERENCES cases(case_key),
  seq INTEGER NOT NULL,                              -- order of arrival within the case, from 1
  at INTEGER NOT NULL,
  rank INTEGER NOT NULL,                             -- order of kinds at one instant
  kind TEXT NOT NULL CHECK (kind IN ('customer_message', 'merchant_message', 'internal_action', 'status', 'priority',
    'assign', 'team', 'dispute_open', 'dispute_close')),
  actor TEXT, body TEXT, value TEXT,
  entry_id TEXT,                                     -- the source's own id
  digest BLOB NOT NULL CHECK (length(digest) = 32),  -- of at, kind, actor, body and value: a second one is a repeat
  batch INTEGER NOT NULL REFERENCES batch(batch),
  sequence INTEGER,                                  -- the source's own order of events of one kind at one instant
  PRIMARY KEY (case_key, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO case_event_with_teams(case_key, seq, at, rank, kind, actor, body, value, entry_id, digest, batch, sequence)
  SELECT case_key, seq, at, rank, kind, actor, body, value, entry_id, digest, batch, sequence FROM case_event;
DROP TABLE case_event;
-- The views mean the table by its name: they are not to be changed with it.
PRAGMA legacy_alter_table = ON;
ALTER TABLE case_event_with_teams RENAME TO case_event;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX case_event_batch ON case_event(batch);

-- Segments of the indexes of words are put together sixteen at a time instead of four: imports write less, and a search looks
-- into a few more of them.
INSERT INTO case_text(case_text, rank) VALUES ('automerge', 16);
INSERT INTO case_internal_text(case_internal_text, rank) VALUES ('automerge', 16);
"""###,
    "Schema/016-nightly-figures.sql": ###"""
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
"""###,
    "Schema/017-customers.sql": ###"""
-- Customers that come in by files, are merged, and are erased.

-- Why a customer is not there (any more): the revert of the batch that brought it, a merge, an erasure; null while it is.
ALTER TABLE customer ADD COLUMN gone_batch INTEGER REFERENCES batch(batch);
-- The customer in which it goes on.
ALTER TABLE customer ADD COLUMN merged_into INTEGER REFERENCES customer(customer_key);
CREATE INDEX customer_merged ON customer(merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX orders_customer ON orders(customer_key) WHERE customer_key IS NOT NULL;

-- What a customer was before a batch changed it, as JSON; null: it was not there.
CREATE TABLE customer_image(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  customer_key INTEGER NOT NULL REFERENCES customer(customer_key),
  image TEXT,
  PRIMARY KEY (batch, customer_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_image_customer ON customer_image(customer_key);

-- Orders whose person was erased with the customer: imports bring it back no more.
CREATE TABLE erased_order(
  order_key INTEGER NOT NULL PRIMARY KEY REFERENCES orders(order_key),
  batch INTEGER NOT NULL REFERENCES purge(batch)
) STRICT;
CREATE INDEX erased_order_batch ON erased_order(batch);

-- Orders of which a purge or an erasure removed the person.
CREATE VIEW order_without_person AS
  SELECT order_key, batch FROM purged_order UNION ALL SELECT order_key, batch FROM erased_order;
"""###,
    "Schema/018-cost-trace.sql": ###"""
-- What each batch entered for orders, as a Bloom filter of (order, kind, amount) for some thousand entries in a row: who looks
-- for entries that were applied before reads the ledger only of orders of which a filter says "perhaps". A filter may say so
-- in vain, never the other way round. Batches from before this table have none; the ledger is read for them.
-- The bits are those of Store/Costs/CostTrace.swift.
CREATE TABLE cost_trace(
  trace INTEGER NOT NULL PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch(batch),
  last_order INTEGER NOT NULL,                       -- the greatest order_key in it
  words BLOB NOT NULL CHECK (length(words) >= 8)
) STRICT;
CREATE UNIQUE INDEX cost_trace_batch ON cost_trace(batch, last_order);
"""###,
    "Schema/019-money-beside.sql": ###"""
-- Money of a batch that is in no order's effective costs: costs of no order, and costs that are not in their order's
-- currency. With the change of its orders' costs it is all that a file of costs brought. What goes over to an order, or is
-- reverted, is negative.
CREATE TABLE batch_beside(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  line TEXT NOT NULL CHECK (line IN ('unallocated', 'costs_in_another_currency')),
  kind TEXT NOT NULL CHECK (kind IN ('shipping', 'fulfillment', 'payment', 'other')),
  currency TEXT NOT NULL,
  rows INTEGER NOT NULL,
  amount_e4 INTEGER NOT NULL,
  PRIMARY KEY (batch, line, kind, currency)
) STRICT, WITHOUT ROWID;

-- What of a class's money is a cost; null for batches from before.
ALTER TABLE batch_class ADD COLUMN costs_e4 INTEGER;
"""###,
    "ServiceLevels/late-cases.sql": ###"""
-- Cases whose past was changed after a report had shown it, by batches in force, latest first; as far as the report goes: a merge
-- after its instant, or the end of one, changes nothing in it.
SELECT c.case_id, l.batch, b.applied_at, l.events, l.first_at
FROM case_late l
JOIN batch b ON b.batch = l.batch
JOIN live_case c ON c.case_key = l.case_key
WHERE b.reverted_by IS NULL AND l.first_at <= :as_of
  AND (b.applied_at <= :as_of OR NOT EXISTS (
    SELECT 1 FROM case_merge m WHERE m.case_key = l.case_key AND m.batch IN (l.batch, b.target_batch)))
ORDER BY l.batch DESC, c.case_id
"""###,
    "ServiceLevels/late-events.sql": ###"""
-- Notes the cases whose past a batch changes where reports have shown it: by events that it brings or takes back, and by merging a
-- case or undoing that, since the clocks of a merged case are left out with everything that happened in it.
INSERT INTO case_late(case_key, batch, events, first_at)
SELECT case_key, :batch, count(*), min(at) FROM (
  SELECT case_key, at FROM case_event WHERE batch = :target
  UNION ALL
  SELECT e.case_key, e.at FROM case_merge m JOIN case_event_in_force e ON e.case_key = m.case_key
  WHERE m.batch = :target AND e.batch <> :target)
WHERE at <= (SELECT max(as_of) FROM sla_report)
GROUP BY case_key
"""###,
    "ServiceLevels/restatements.sql": ###"""
-- Restatements in force, in the order in which they were made.
SELECT s.batch, s.rules, s.from_at, s.before_at
FROM sla_restatement s JOIN batch b ON b.batch = s.batch
WHERE b.reverted_by IS NULL ORDER BY s.batch
"""###,
  ]
}
