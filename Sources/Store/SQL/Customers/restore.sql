-- Gives a customer back what an image of it holds.
UPDATE customer SET
  (first_name, last_name, company, phone, tier, tax_exempt, tax_id, accounting_code, accounting_class, terms, notes,
    gone_batch, merged_into, batch) = (SELECT
    :image ->> '$.own[0]', :image ->> '$.own[1]', :image ->> '$.own[2]', :image ->> '$.own[3]', :image ->> '$.own[4]',
    :image ->> '$.own[5]', :image ->> '$.own[6]', :image ->> '$.own[7]', :image ->> '$.own[8]', :image ->> '$.own[9]',
    :image ->> '$.own[10]', :image ->> '$.own[11]', :image ->> '$.own[12]', :image ->> '$.own[13]')
WHERE customer_key = :customer_key
