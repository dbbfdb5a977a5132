-- The addresses of an image.
INSERT INTO customer_address(customer_key, n, kind, first_name, last_name, company, address1, address2, city, state,
  postal_code, country, phone, is_default)
SELECT :customer_key, key + 1, value ->> '$[0]', value ->> '$[1]', value ->> '$[2]', value ->> '$[3]', value ->> '$[4]',
  value ->> '$[5]', value ->> '$[6]', value ->> '$[7]', value ->> '$[8]', value ->> '$[9]', value ->> '$[10]',
  value ->> '$[11]'
FROM json_each(:image, '$.addresses')
