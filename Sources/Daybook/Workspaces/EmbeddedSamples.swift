// swift-format-ignore-file
// Made by scripts/generate from samples. Do not edit.
enum EmbeddedSamples {
  static let files: [String: String] = [
    "cases.csv": ###"""
case,order,at,kind,actor,body,value,entry_id,subject,team,priority
C-2001,DEMO-1001,2026-09-01T09:12:00Z,customer_message,kim.adler@example.com,"Hello, the tracking page has said 'label created' for three days. Where is my parcel?",,C-2001-1,Where is my parcel?,orders,normal
C-2001,,2026-09-01T09:20:00Z,assign,ana,,ana,C-2001-2,,,
C-2001,,2026-09-01T10:05:00Z,merchant_message,ana,Your parcel left our warehouse this morning. The carrier updates its page tonight.,,C-2001-3,,,
C-2002,DEMO-1002,2026-09-01T11:30:00Z,customer_message,lee.brandt@example.com,I ordered size M and got size L. I need the right one before Friday.,,C-2002-1,Wrong size delivered,returns,high
C-2002,,2026-09-01T13:02:00Z,merchant_message,ben,Sorry about that! The right size goes out today; please send the other back with the label attached.,,C-2002-2,,,
C-2002,,2026-09-01T13:05:00Z,internal_action,ben,Picker mixed up bins B12 and B13. Told the warehouse.,,C-2002-3,,,
C-2001,,2026-09-02T08:40:00Z,customer_message,kim.adler@example.com,"Thank you, it moves now!",,C-2001-4,,,
C-2001,,2026-09-02T09:15:00Z,status,ana,,Closed,C-2001-5,,,
C-2003,DEMO-1003,2026-09-02T16:40:00Z,customer_message,noor.chaudhry@example.com,My card shows the amount twice. Please refund one of them today.,,C-2003-1,Charged twice,billing,urgent
C-2003,,2026-09-02T16:41:00Z,merchant_message,system,Thank you for your message. We answer as soon as we can.,,C-2003-2,,,
C-2004,DEMO-1004,2026-09-03T09:05:00Z,customer_message,sam.duarte@example.com,"Please send it to my office instead: 12 Mill Lane, 2nd floor.",,C-2004-1,Change of address,orders,high
C-2004,,2026-09-03T09:48:00Z,merchant_message,ana,Done. The parcel goes to 12 Mill Lane.,,C-2004-2,,,
C-2004,,2026-09-03T09:48:00Z,status,ana,,Closed,C-2004-3,,,
C-2003,,2026-09-03T10:55:00Z,merchant_message,chi,One of the two is only a reservation and disappears by itself within five days.,,C-2003-3,,,
C-2003,,2026-09-03T11:20:00Z,customer_message,noor.chaudhry@example.com,My bank says it is a real charge. See the attached statement.,,C-2003-4,,,
C-2003,,2026-09-03T11:25:00Z,internal_action,chi,"Processor log shows two captures, ours is the bug of 1 September. Refund approved by Dana.",,C-2003-5,,,
C-2003,,2026-09-03T13:30:00Z,merchant_message,chi,You are right and we are sorry. The second charge was refunded a minute ago.,,C-2003-6,,,
C-2005,DEMO-1005,2026-09-03T14:20:00Z,customer_message,ines.ferrer@example.com,The box held two of three items. The blue notebook is missing.,,C-2005-1,Item missing,returns,normal
C-2003,,2026-09-04T09:30:00Z,status,chi,,Closed,C-2003-7,,,
C-2006,DEMO-1006,2026-09-04T10:00:00Z,customer_message,accounts@harlow-tools.example,Could we have an invoice with our VAT number GB123456789 on it?,,C-2006-1,Invoice with VAT number,billing,low
C-2005,,2026-09-04T10:15:00Z,merchant_message,ben,"We are sorry. May we send the notebook, or would you rather have the money back?",,C-2005-2,,,
C-2002,,2026-09-04T15:40:00Z,customer_message,lee.brandt@example.com,It arrived. Thanks for the quick help.,,C-2002-4,,,
C-2002,,2026-09-04T16:10:00Z,merchant_message,ben,Glad to hear it.,,C-2002-5,,,
C-2002,,2026-09-04T16:10:00Z,status,ben,,Closed,C-2002-6,,,
C-2007,DEMO-1007,2026-09-05T18:20:00Z,customer_message,jo.keller@example.com,The lamp arrived in pieces. Photos attached.,,C-2007-1,Damaged on arrival,returns,high
C-2005,,2026-09-07T08:30:00Z,customer_message,ines.ferrer@example.com,Please send it.,,C-2005-3,,,
C-2008,DEMO-1008,2026-09-07T09:00:00Z,customer_message,pat.lindqvist@example.com,"Tracking says delivered, but nothing is here.",,C-2008-1,Never received,billing,urgent
C-2008,,2026-09-07T09:40:00Z,merchant_message,chi,We asked the carrier for the proof of delivery.,,C-2008-2,,,
C-2005,,2026-09-07T11:45:00Z,merchant_message,ben,"It is on its way, at no cost of course.",,C-2005-4,,,
C-2007,,2026-09-07T16:10:00Z,merchant_message,ana,What a pity. A new lamp leaves today; please keep the broken one for the carrier's claim.,,C-2007-2,,,
C-2007,,2026-09-07T16:12:00Z,internal_action,ana,"Claim opened with the carrier, reference 88-1204.",,C-2007-3,,,
C-2009,DEMO-1009,2026-09-08T11:00:00Z,customer_message,mara.novak@example.com,"Can you still add a gift message? 'Happy birthday, Oma!'",,C-2009-1,Gift message,orders,normal
C-2009,,2026-09-08T11:35:00Z,merchant_message,ana,Added.,,C-2009-2,,,
C-2009,,2026-09-08T11:35:00Z,status,ana,,Closed,C-2009-3,,,
C-2006,,2026-09-08T15:30:00Z,merchant_message,chi,Here it is. Future invoices will carry the number too.,,C-2006-2,,,
C-2010,,2026-09-08T16:50:00Z,customer_message,sigrun@example.com,"Do you ship to Iceland, and what does it cost?",,C-2010-1,Do you ship to Iceland?,orders,low
C-2011,DEMO-1010,2026-09-09T08:15:00Z,customer_message,tom.okafor@example.com,I ordered the green mug and got the red one.,,C-2011-1,Wrong item,returns,normal
C-2011,,2026-09-09T08:16:00Z,merchant_message,system,Thank you for your message. We answer as soon as we can.,,C-2011-2,,,
C-2006,,2026-09-09T09:00:00Z,status,chi,,Closed,C-2006-3,,,
C-2008,,2026-09-09T10:10:00Z,dispute_open,customer,,not received,C-2008-3,,,
C-2008,,2026-09-09T10:12:00Z,customer_message,pat.lindqvist@example.com,I have opened a dispute with my bank.,,C-2008-4,,,
C-2008,,2026-09-09T12:40:00Z,merchant_message,chi,The carrier confirms a wrong house number. We send the order again today.,,C-2008-5,,,
C-2005,,2026-09-10T09:00:00Z,status,ben,,Closed,C-2005-5,,,
C-2010,,2026-09-10T09:20:00Z,merchant_message,ben,"We do: 18.90 by airmail, seven to ten days.",,C-2010-2,,,
C-2012,DEMO-1011,2026-09-10T10:30:00Z,customer_message,rosa.pineda@example.com,The coupon SEPT10 was not taken off.,,C-2012-1,Coupon did not work,billing,normal
C-2012,,2026-09-10T15:45:00Z,merchant_message,chi,The coupon is for orders above 50. As a courtesy we took 10 % off.,,C-2012-2,,,
C-2011,,2026-09-10T16:30:00Z,merchant_message,ben,Please keep the red mug. The green one leaves tomorrow.,,C-2011-3,,,
C-2012,,2026-09-11T09:00:00Z,status,chi,,Closed,C-2012-3,,,
C-2007,,2026-09-11T12:05:00Z,customer_message,jo.keller@example.com,The new one is broken too!,,C-2007-4,,,
C-2007,,2026-09-11T12:30:00Z,priority,ana,,urgent,C-2007-5,,,
C-2007,,2026-09-11T15:00:00Z,merchant_message,ana,We are very sorry. We refund the lamp in full and check the packing.,,C-2007-6,,,
C-2013,DEMO-1012,2026-09-11T16:20:00Z,customer_message,quinn.ross@example.com,"It must arrive on Saturday, nobody is at home on weekdays.",,C-2013-1,Delivery on a Saturday,orders,high
C-2013,,2026-09-11T16:45:00Z,assign,ana,,ana,C-2013-2,,,
C-2010,,2026-09-14T09:00:00Z,status,ben,,Closed,C-2010-3,,,
C-2013,,2026-09-14T09:30:00Z,merchant_message,ana,We changed the delivery to Saturday the 19th.,,C-2013-3,,,
C-2014,DEMO-1013,2026-09-14T09:45:00Z,customer_message,uma.sato@example.com,How do I return the jacket? It is too small.,,C-2014-1,Return label,returns,normal
C-2007,,2026-09-14T10:00:00Z,status,ana,,Closed,C-2007-7,,,
C-2014,,2026-09-14T12:10:00Z,merchant_message,ana,The label is attached. Drop the parcel at any post office.,,C-2014-2,,,
C-2014,,2026-09-14T12:10:00Z,status,ana,,Waiting,C-2014-3,,,
C-2015,DEMO-1014,2026-09-15T09:30:00Z,customer_message,vic.tanaka@example.com,I clicked twice. Please cancel one of the two.,,C-2015-1,Order twice by mistake,orders,urgent
C-2015,,2026-09-15T09:52:00Z,merchant_message,ana,The second one is cancelled; nothing was charged for it.,,C-2015-2,,,
C-2015,,2026-09-15T09:52:00Z,status,ana,,Closed,C-2015-3,,,
C-2011,,2026-09-15T10:30:00Z,customer_message,tom.okafor@example.com,The green one arrived with a crack.,,C-2011-4,,,
C-2016,DEMO-1015,2026-09-15T13:00:00Z,customer_message,will.ueda@example.com,You promised a refund ten days ago.,,C-2016-1,Refund still not here,billing,high
C-2008,,2026-09-15T14:00:00Z,dispute_close,chi,,,C-2008-6,,,
C-2008,,2026-09-15T14:05:00Z,status,chi,,Closed,C-2008-7,,,
C-2017,DEMO-1016,2026-09-16T10:10:00Z,customer_message,xena.vogel@example.com,The shelf came without instructions.,,C-2017-1,Assembly instructions,orders,low
C-2011,,2026-09-16T11:20:00Z,merchant_message,ben,We are sorry. Would you like another one or your money back?,,C-2011-5,,,
C-2016,,2026-09-16T15:10:00Z,merchant_message,chi,The refund went out on the 8th; banks take up to ten days.,,C-2016-2,,,
C-2017,,2026-09-16T15:20:00Z,merchant_message,ben,Attached as a PDF. A printed copy comes by mail.,,C-2017-2,,,
C-2016,,2026-09-17T09:00:00Z,customer_message,will.ueda@example.com,It is not here. I want it today.,,C-2016-3,,,
C-2016,,2026-09-17T09:20:00Z,priority,chi,,urgent,C-2016-4,,,
C-2016,,2026-09-17T09:25:00Z,internal_action,chi,"Bank reference missing in the payout file. Asked finance, do not promise a date.",,C-2016-5,,,
C-2018,DEMO-1017,2026-09-17T11:15:00Z,customer_message,yusuf.weber@example.com,"The curtain is grey, the picture shows blue.",,C-2018-1,Colour differs from the picture,returns,normal
C-2017,,2026-09-18T09:00:00Z,status,ben,,Closed,C-2017-3,,,
C-2016,,2026-09-18T11:00:00Z,merchant_message,chi,The bank had returned it. We sent it again to the account you named.,,C-2016-6,,,
C-2019,DEMO-1018,2026-09-18T14:00:00Z,customer_message,zoe.abel@example.com,Please end my coffee subscription after the next delivery.,,C-2019-1,Subscription,billing,normal
C-2018,,2026-09-18T16:40:00Z,merchant_message,ben,"The picture is wrong, sorry. You may return it at our cost.",,C-2018-2,,,
C-2013,,2026-09-19T12:00:00Z,customer_message,quinn.ross@example.com,Nobody came today.,,C-2013-4,,,
C-2020,DEMO-1019,2026-09-21T08:05:00Z,customer_message,adam.berg@example.com,Customs asks for an invoice in English.,,C-2020-1,Customs question,orders,normal
C-2018,,2026-09-21T09:30:00Z,dispute_open,customer,,not as described,C-2018-3,,,
C-2018,,2026-09-21T09:31:00Z,customer_message,yusuf.weber@example.com,"My bank advised a dispute, I opened one.",,C-2018-4,,,
C-2020,,2026-09-21T09:50:00Z,merchant_message,ana,"Attached, with the tariff numbers.",,C-2020-2,,,
C-2013,,2026-09-21T10:15:00Z,assign,ana,,ben,C-2013-5,,,
C-2019,,2026-09-21T10:20:00Z,merchant_message,chi,Done. The last delivery is on 1 October.,,C-2019-2,,,
C-2019,,2026-09-21T10:20:00Z,status,chi,,Closed,C-2019-3,,,
C-2018,,2026-09-21T11:00:00Z,merchant_message,ben,Understood. The refund is on its way; please tell your bank.,,C-2018-5,,,
C-2013,,2026-09-21T14:50:00Z,merchant_message,ben,The driver had the wrong code for the gate. New attempt tomorrow; we keep an eye on it.,,C-2013-6,,,
C-2020,,2026-09-22T08:30:00Z,customer_message,adam.berg@example.com,They also want the country of origin.,,C-2020-3,,,
C-2016,,2026-09-22T09:10:00Z,status,chi,,Closed,C-2016-7,,,
C-2021,DEMO-1020,2026-09-22T10:00:00Z,customer_message,buyer@northwind.example,Could we have a price for 200 notebooks?,,C-2021-1,Bulk order,orders,high
C-2021,,2026-09-22T10:30:00Z,status,ben,,Open,C-2021-2,,,
C-2021,,2026-09-22T10:31:00Z,internal_action,ben,Margin at 200 pieces: ask purchasing for the next price break first.,,C-2021-3,,,
C-2013,,2026-09-22T17:30:00Z,customer_message,quinn.ross@example.com,It is here. Thank you.,,C-2013-7,,,
C-2013,,2026-09-23T09:05:00Z,status,ben,,Closed,C-2013-8,,,
C-2022,DEMO-1003,2026-09-23T09:10:00Z,customer_message,noor.chaudhry@example.com,My accountant needs a receipt for the refund of 3 September.,,C-2022-1,Receipt for the refund,billing,normal
C-2022,,2026-09-23T09:11:00Z,merchant_message,system,Thank you for your message. We answer as soon as we can.,,C-2022-2,,,
C-2021,,2026-09-23T09:45:00Z,merchant_message,ben,"200 notebooks cost 3.10 each, delivery included.",,C-2021-4,,,
C-2023,DEMO-1007,2026-09-23T15:00:00Z,merchant_message,ana,The carrier would like to collect the broken lamp. Is Tuesday fine?,,C-2023-1,Claim by the carrier,returns,low
C-2020,,2026-09-23T15:40:00Z,merchant_message,ana,Portugal; the new invoice says so.,,C-2020-4,,,
C-2024,DEMO-1012,2026-09-24T08:45:00Z,customer_message,quinn.ross@example.com,The box is soaked and the books in it too.,,C-2024-1,Parcel left in the rain,returns,high
C-2024,,2026-09-24T09:00:00Z,assign,ana,,ana,C-2024-2,,,
C-2016,,2026-09-24T10:00:00Z,customer_message,will.ueda@example.com,Arrived. Thank you for staying with it.,,C-2016-8,,,
C-2021,,2026-09-24T14:20:00Z,customer_message,buyer@northwind.example,Thank you. Can you hold the price until Monday?,,C-2021-5,,,
C-2025,,2026-09-25T09:00:00Z,customer_message,cato.dahl@example.com,Do you have work for a student in the warehouse?,,C-2025-1,Job application,orders,low
C-2025,,2026-09-25T09:30:00Z,internal_action,ana,Forwarded to personnel.,,C-2025-2,,,
C-2025,,2026-09-25T09:31:00Z,status,ana,,Closed,C-2025-3,,,
"""###,
    "chargebacks.csv": ###"""
Order ID,Chargeback Reference,Amount,Currency,Reason,Opened On,Due On,State
DEMO-1003,dp_1Qx7,156.63,USD,not received,2026-09-20,2026-10-04,open
DEMO-1010,dp_1Qz2,20.00,USD,duplicate,2026-09-12,2026-09-26,answered
"""###,
    "costs-with-mistakes.csv": ###"""
Order ID,Actual Shipping,Actual Fulfillment,Actual Payment
DEMO-1001,8.40,,
DEMO-9999,5.00,,
DEMO-1002,7;10,,
DEMO-1003,6.12345,,
DEMO-1004,6.10,,
DEMO-1004,6.90,,
1.23457E+15,5.00,,
DEMO-1005,,2.40,0.95
"""###,
    "costs.csv": ###"""
Order ID,Actual Shipping,Actual Fulfillment,Actual Payment
DEMO-1001,5.48,1.95,4.67
DEMO-1002,11.52,3.10,3.20
DEMO-1003,8.25,3.10,4.84
DEMO-1004,9.47,2.40,10.30
DEMO-1005,0.00,2.40,2.33
DEMO-1006,5.89,3.10,6.94
DEMO-1007,5.72,3.10,9.87
DEMO-1008,5.70,1.95,8.08
DEMO-1009,7.94,,4.11
DEMO-1010,7.48,1.95,8.22
DEMO-1011,12.17,3.10,7.98
DEMO-1012,9.61,1.95,
DEMO-1013,8.95,1.95,9.47
DEMO-1014,12.77,,7.15
DEMO-1015,12.86,3.10,1.03
DEMO-1016,10.64,3.10,11.81
DEMO-1017,10.14,2.40,3.01
DEMO-1018,5.92,1.95,7.07
"""###,
    "customers.csv": ###"""
email,first_name,last_name,company,tier,tax_exempt,tax_id,accounting_code,tags,billing_address1,billing_city,billing_country,shipping_address1,shipping_city,shipping_country
ada@example.com,Ada,Byron,Engines Ltd,Gold,yes,GB123,C-17,"wholesale; press",1 Mill Lane,London,GB,1 Mill Lane,London,GB
ada@example.com,,,,,,,,,,,,Dock 4,Bristol,GB
Charles@Example.com,Charles,Babbage,,,no,,C-18,,5 Dorset Street,London,GB,,,
"""###,
    "operations.csv": ###"""
order_id,operation,value,field,reason,amount
DEMO-1022,set stage,Shipping Department,,,
DEMO-1023,cancel,,,the card was reported as stolen,
DEMO-1003,add tag,chargeback,,,
DEMO-1003,merchant note,The carrier was asked for proof of delivery.,,,
DEMO-1004,set custom field,Route 12,3,,
DEMO-1005,assign affiliate,AFF-77,,,
DEMO-1006,mark refunded,,,arrived broken,25.00
DEMO-1007,mark exported,,,,
"""###,
    "orders-shopify.csv": ###"""
Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Notes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Id,Tags,Risk Level,Source,Lineitem discount
#2001,mara.lindqvist@example.com,paid,2026-04-02 10:15:00 -0400,fulfilled,2026-04-03 09:00:00 -0400,yes,USD,27.00,4.90,2.16,34.06,,0.00,Ground,2026-04-02 10:14:12 -0400,2,"Green tea, 100 g",6.50,,TEA-GRN,true,true,fulfilled,Mara Lindqvist,12 Birch Lane,12 Birch Lane,,,Portland,'97210,OR,US,,,,Card,c2001.1,0.00,Leaf & Co,5550002001,"vip, spring",Low,web,0.00
#2001,mara.lindqvist@example.com,,,,,,,,,,,,,,2026-04-02 10:14:12 -0400,1,Stoneware mug,14.00,,MUG-01,true,true,fulfilled,,,,,,,,,,,,,,,,Kiln Works,,,,,0.00
#2002,ines.falkenrath@example.com,pending,,unfulfilled,,no,EUR,34.90,0.00,6.63,41.53,SPRING5,5.00,Express,2026-04-05 18:40:00 +0200,1,"Teapot, 1 l",39.90,,POT-02,true,true,pending,Ines Falkenrath,Lindenallee 8,Lindenallee 8,,,Leipzig,'04109,,DE,,Please ring twice,,Bank Deposit,,0.00,Kiln Works,5550002002,,Low,web,0.00
#2003,owen.castellane@example.com,voided,,unfulfilled,,no,USD,8.25,4.90,0.66,13.81,,0.00,,2026-04-06 08:00:00 -0400,1,Storage tin,8.25,,TIN-03,true,true,pending,Owen Castellane,,77 Mill Street,,Castellane Foods,Savannah,'31401,GA,US,,,2026-04-06 12:00:00 -0400,Card,,0.00,Leaf & Co,5550002003,,High,pos,0.00
"""###,
    "orders.csv": ###"""
order_id,created_at,stage,currency,total,subtotal,tax,shipping_handling,estimated_shipping,estimated_fulfillment,estimated_payment,payment_method,payment_status,email,billing_first_name,billing_last_name,shipping_first_name,shipping_last_name,shipping_city,shipping_state,shipping_postal_code,shipping_country,shipping_method,channel,tags,item_sku,item_description,item_quantity,item_unit_price,item_line_total,item_unit_cost,payment_transaction_id,payment_amount,payment_at,payment_successful,shipment_tracking_number,shipment_carrier
DEMO-1001,2026-08-25T13:24:00Z,Completed Order,USD,150.67,130.00,10.72,9.95,8.00,2.50,4.67,PayPal,Paid,kim.adler@example.com,Kim,Adler,Kim,Adler,Portland,OR,97201,US,Ground,web,,MUG-BLUE,"Mug, blue enamel",3,14.00,42.00,5.20,ch_e80ed90475,150.67,2026-08-25T13:24:41Z,true,1Z334107653877,UPS
DEMO-1001,,,,,,,,,,,,,,,,,,,,,,,,,THROW-GR,"Throw, grey wool",1,88.00,88.00,41.25,,,,,,
DEMO-1002,2026-08-27T01:50:00Z,Completed Order,USD,100.02,79.00,6.52,14.50,8.00,2.50,3.20,Credit Card,Paid,lee.brandt@example.com,Lee,Brandt,Lee,Brandt,Austin,TX,73301,US,Ground,web,,LAMP-01,"Desk lamp ""Arc""",1,79.00,79.00,33.10,ch_90d3ac94af,100.02,2026-08-27T01:50:41Z,true,1Z792448538713,UPS
DEMO-1003,2026-08-27T14:26:00Z,Completed Order,USD,156.63,135.50,11.18,9.95,8.00,2.50,4.84,Credit Card,Paid,noor.chaudhry@example.com,Noor,Chaudhry,Noor,Chaudhry,Chicago,IL,60601,US,Ground,web,,BOWL-SET,"Bowls, set of 4",1,54.00,54.00,22.80,ch_8a24ede6a4,156.63,2026-08-27T14:26:41Z,true,1Z727571139008,UPS
DEMO-1003,,,,,,,,,,,,,,,,,,,,,,,,,MUG-BLUE,"Mug, blue enamel",3,14.00,42.00,5.20,,,,,,
DEMO-1003,,,,,,,,,,,,,,,,,,,,,,,,,SHIRT-M,"Shirt, linen, M",1,39.50,39.50,16.75,,,,,,
DEMO-1004,2026-08-28T10:32:00Z,Completed Order,USD,344.78,318.50,26.28,0.00,8.00,2.50,10.30,PayPal,Paid,sam.duarte@example.com,Sam,Duarte,Sam,Duarte,Newark,NJ,07102,US,Ground,web,,LAMP-01,"Desk lamp ""Arc""",3,79.00,237.00,33.10,ch_7f34b9b5df,344.78,2026-08-28T10:32:41Z,true,1Z687037847892,UPS
DEMO-1004,,,,,,,,,,,,,,,,,,,,,,,,,SHIRT-L,"Shirt, linen, L",1,39.50,39.50,16.75,,,,,,
DEMO-1004,,,,,,,,,,,,,,,,,,,,,,,,,MUG-BLUE,"Mug, blue enamel",3,14.00,42.00,5.20,,,,,,
DEMO-1005,2026-08-30T01:09:00Z,Completed Order,USD,70.17,58.40,4.82,6.95,8.00,2.50,2.33,Credit Card,Paid,ines.ferrer@example.com,Ines,Ferrer,Ines,Ferrer,Miami,FL,33101,US,Ground,web,,CANDLE-6,"Candles, box of 6",1,18.90,18.90,6.05,ch_4c930d6eaf,70.17,2026-08-30T01:09:41Z,true,1Z643421581089,UPS
DEMO-1005,,,,,,,,,,,,,,,,,,,,,,,,,SHIRT-L,"Shirt, linen, L",1,39.50,39.50,16.75,,,,,,
DEMO-1006,2026-08-31T14:27:00Z,Completed Order,USD,228.95,222.00,0.00,6.95,8.00,2.50,6.94,Credit Card,Paid,accounts@harlow-tools.example,Ruth,Harlow,Ruth,Harlow,Leeds,,LS1 1AA,GB,International,web,,SHIRT-M,"Shirt, linen, M",2,39.50,79.00,16.75,ch_0a6bf46c69,228.95,2026-08-31T14:27:41Z,true,1Z838571248116,DHL
DEMO-1006,,,,,,,,,,,,,,,,,,,,,,,,,MUG-BLUE,"Mug, blue enamel",1,14.00,14.00,5.20,,,,,,
DEMO-1006,,,,,,,,,,,,,,,,,,,,,,,,,SHELF-3,"Shelf, three boards",1,129.00,129.00,61.40,,,,,,
DEMO-1007,2026-09-01T19:48:00Z,Completed Order,USD,330.16,305.00,25.16,0.00,8.00,2.50,9.87,Credit Card,Paid,jo.keller@example.com,Jo,Keller,Jo,Keller,Denver,CO,80202,US,Ground,web,,THROW-GR,"Throw, grey wool",2,88.00,176.00,41.25,ch_b2795e8229,330.16,2026-09-01T19:48:41Z,true,1Z171571988762,UPS
DEMO-1007,,,,,,,,,,,,,,,,,,,,,,,,,SHELF-3,"Shelf, three boards",1,129.00,129.00,61.40,,,,,,
DEMO-1008,2026-09-03T00:29:00Z,Completed Order,USD,268.24,234.40,19.34,14.50,8.00,2.50,8.08,Credit Card,Paid,pat.lindqvist@example.com,Pat,Lindqvist,Pat,Lindqvist,Seattle,WA,98101,US,Ground,web,,THROW-GR,"Throw, grey wool",2,88.00,176.00,41.25,ch_9c2b0537e6,268.24,2026-09-03T00:29:41Z,true,1Z641668801912,UPS
DEMO-1008,,,,,,,,,,,,,,,,,,,,,,,,,SHIRT-L,"Shirt, linen, L",1,39.50,39.50,16.75,,,,,,
DEMO-1008,,,,,,,,,,,,,,,,,,,,,,,,,CANDLE-6,"Candles, box of 6",1,18.90,18.90,6.05,,,,,,
DEMO-1009,2026-09-04T03:37:00Z,Completed Order,USD,131.41,108.00,8.91,14.50,8.00,2.50,4.11,Credit Card,Paid,mara.novak@example.com,Mara,Novak,Mara,Novak,Boston,MA,02108,US,Ground,web,,BOWL-SET,"Bowls, set of 4",2,54.00,108.00,22.80,ch_722a96fb1a,131.41,2026-09-04T03:37:41Z,true,1Z703020470390,UPS
DEMO-1010,2026-09-05T16:32:00Z,Completed Order,USD,273.03,245.80,20.28,6.95,8.00,2.50,8.22,Credit Card,Paid,tom.okafor@example.com,Tom,Okafor,Tom,Okafor,Atlanta,GA,30303,US,Ground,web,,SHELF-3,"Shelf, three boards",1,129.00,129.00,61.40,ch_262d1c9af0,273.03,2026-09-05T16:32:41Z,true,1Z822550752886,UPS
DEMO-1010,,,,,,,,,,,,,,,,,,,,,,,,,CANDLE-6,"Candles, box of 6",2,18.90,37.80,6.05,,,,,,
DEMO-1010,,,,,,,,,,,,,,,,,,,,,,,,,LAMP-01,"Desk lamp ""Arc""",1,79.00,79.00,33.10,,,,,,
DEMO-1011,2026-09-07T09:25:00Z,Completed Order,USD,264.88,235.50,19.43,9.95,8.00,2.50,7.98,PayPal,Paid,rosa.pineda@example.com,Rosa,Pineda,Rosa,Pineda,San Diego,CA,92101,US,Ground,web,,SHIRT-L,"Shirt, linen, L",1,39.50,39.50,16.75,ch_5190fbbd11,264.88,2026-09-07T09:25:41Z,true,1Z241532477888,UPS
DEMO-1011,,,,,,,,,,,,,,,,,,,,,,,,,THROW-GR,"Throw, grey wool",1,88.00,88.00,41.25,,,,,,
DEMO-1011,,,,,,,,,,,,,,,,,,,,,,,,,BOWL-SET,"Bowls, set of 4",2,54.00,108.00,22.80,,,,,,
DEMO-1012,2026-09-07T21:54:00Z,Completed Order,USD,407.45,363.00,29.95,14.50,8.00,2.50,12.12,Credit Card,Paid,quinn.ross@example.com,Quinn,Ross,Quinn,Ross,Buffalo,NY,14202,US,Ground,web,,BOWL-SET,"Bowls, set of 4",2,54.00,108.00,22.80,ch_1130cbc97d,407.45,2026-09-07T21:54:41Z,true,1Z331862381837,UPS
DEMO-1012,,,,,,,,,,,,,,,,,,,,,,,,,LAMP-01,"Desk lamp ""Arc""",1,79.00,79.00,33.10,,,,,,
DEMO-1012,,,,,,,,,,,,,,,,,,,,,,,,,THROW-GR,"Throw, grey wool",2,88.00,176.00,41.25,,,,,,
DEMO-1013,2026-09-08T14:15:00Z,Completed Order,USD,316.09,292.00,24.09,0.00,8.00,2.50,9.47,Credit Card,Paid,uma.sato@example.com,Uma,Sato,Uma,Sato,Honolulu,HI,96813,US,Ground,web,,MUG-BLUE,"Mug, blue enamel",3,14.00,42.00,5.20,ch_069d1de2a0,316.09,2026-09-08T14:15:41Z,true,1Z775203015452,UPS
DEMO-1013,,,,,,,,,,,,,,,,,,,,,,,,,THROW-GR,"Throw, grey wool",1,88.00,88.00,41.25,,,,,,
DEMO-1013,,,,,,,,,,,,,,,,,,,,,,,,,BOWL-SET,"Bowls, set of 4",3,54.00,162.00,22.80,,,,,,
DEMO-1014,2026-09-09T15:37:00Z,Completed Order,USD,236.30,204.90,16.90,14.50,8.00,2.50,7.15,Credit Card,Paid,vic.tanaka@example.com,Vic,Tanaka,Vic,Tanaka,Reno,NV,89501,US,Ground,web,,CANDLE-6,"Candles, box of 6",1,18.90,18.90,6.05,ch_154fd58dbe,236.30,2026-09-09T15:37:41Z,true,1Z212288129626,UPS
DEMO-1014,,,,,,,,,,,,,,,,,,,,,,,,,LAMP-01,"Desk lamp ""Arc""",2,79.00,158.00,33.10,,,,,,
DEMO-1014,,,,,,,,,,,,,,,,,,,,,,,,,MUG-BLUE,"Mug, blue enamel",2,14.00,28.00,5.20,,,,,,
DEMO-1015,2026-09-10T17:07:00Z,Completed Order,USD,25.11,14.00,1.16,9.95,8.00,2.50,1.03,Credit Card,Paid,will.ueda@example.com,Will,Ueda,Will,Ueda,Fresno,CA,93721,US,Ground,web,,MUG-BLUE,"Mug, blue enamel",1,14.00,14.00,5.20,ch_8bb0a844e5,25.11,2026-09-10T17:07:41Z,true,1Z129696030019,UPS
DEMO-1016,2026-09-11T21:48:00Z,Completed Order,EUR,396.95,387.00,0.00,9.95,8.00,2.50,11.81,Credit Card,Paid,xena.vogel@example.com,Xena,Vogel,Xena,Vogel,Berlin,,10115,DE,International,web,,SHELF-3,"Shelf, three boards",3,129.00,387.00,61.40,ch_c55b0ee76f,396.95,2026-09-11T21:48:41Z,true,1Z685072439847,DHL
DEMO-1017,2026-09-13T04:28:00Z,Completed Order,EUR,93.50,79.00,0.00,14.50,8.00,2.50,3.01,PayPal,Paid,yusuf.weber@example.com,Yusuf,Weber,Yusuf,Weber,Köln,,50667,DE,International,web,,LAMP-01,"Desk lamp ""Arc""",1,79.00,79.00,33.10,ch_3acda6c6fd,93.50,2026-09-13T04:28:41Z,true,1Z667794324273,DHL
DEMO-1018,2026-09-13T14:29:00Z,Completed Order,USD,233.49,206.50,17.04,9.95,8.00,2.50,7.07,Credit Card,Paid,zoe.abel@example.com,Zoë,Abel,Zoë,Abel,Omaha,NE,68102,US,Ground,web,,THROW-GR,"Throw, grey wool",1,88.00,88.00,41.25,ch_efcefe2a1f,233.49,2026-09-13T14:29:41Z,true,1Z503617468490,UPS
DEMO-1018,,,,,,,,,,,,,,,,,,,,,,,,,SHIRT-L,"Shirt, linen, L",3,39.50,118.50,16.75,,,,,,
DEMO-1019,2026-09-14T05:43:00Z,Completed Order,USD,158.00,158.00,0.00,0.00,8.00,2.50,4.88,Credit Card,Paid,adam.berg@example.com,Adam,Berg,Adam,Berg,Oslo,,0150,NO,International,web,,LAMP-01,"Desk lamp ""Arc""",1,79.00,79.00,33.10,ch_a7e8c14743,158.00,2026-09-14T05:43:41Z,true,1Z977650826766,DHL
DEMO-1019,,,,,,,,,,,,,,,,,,,,,,,,,SHIRT-L,"Shirt, linen, L",2,39.50,79.00,16.75,,,,,,
DEMO-1020,2026-09-14T20:36:00Z,Completed Order,USD,1417.42,1296.00,106.92,14.50,8.00,2.50,41.41,Credit Card,Paid,buyer@northwind.example,Dana,North,Dana,North,Detroit,MI,48226,US,Ground,web,"wholesale,net30",BOWL-SET,"Bowls, set of 4",24,54.00,1296.00,22.80,ch_ca6f15b6ad,1417.42,2026-09-14T20:36:41Z,true,1Z467803141701,UPS
DEMO-1021,2026-09-15T11:27:00Z,Shipping Department,USD,187.73,167.00,13.78,6.95,8.00,2.50,5.74,Credit Card,Paid,eli.cohen@example.com,Eli,Cohen,Eli,Cohen,Tulsa,OK,74103,US,Ground,web,,THROW-GR,"Throw, grey wool",1,88.00,88.00,41.25,ch_26070d7109,187.73,2026-09-15T11:27:41Z,true,,
DEMO-1021,,,,,,,,,,,,,,,,,,,,,,,,,LAMP-01,"Desk lamp ""Arc""",1,79.00,79.00,33.10,,,,,,
DEMO-1022,2026-09-17T02:18:00Z,Accounts Receivable,USD,102.21,88.00,7.26,6.95,8.00,2.50,3.26,Purchase Order,Unpaid,fay.diaz@example.com,Fay,Diaz,Fay,Diaz,Tucson,AZ,85701,US,Ground,web,,THROW-GR,"Throw, grey wool",1,88.00,88.00,41.25,,,,,,
DEMO-1023,2026-09-17T19:19:00Z,Fraud Review,USD,135.23,118.50,9.78,6.95,8.00,2.50,4.22,Credit Card,Paid,gus.evans@example.com,Gus,Evans,Gus,Evans,Mobile,AL,36602,US,Ground,web,,SHIRT-M,"Shirt, linen, M",3,39.50,118.50,16.75,ch_dffc8e80b3,135.23,2026-09-17T19:19:41Z,true,,
DEMO-1024,2026-09-18T17:11:00Z,Completed Order,EUR,20.95,14.00,0.00,6.95,8.00,2.50,0.91,Credit Card,Paid,hana.fiala@example.com,Hana,Fiala,Hana,Fiala,Brno,,602 00,CZ,International,web,,MUG-BLUE,"Mug, blue enamel",1,14.00,14.00,5.20,ch_3d804c25d6,20.95,2026-09-18T17:11:41Z,true,1Z747525074080,DHL
"""###,
    "tracking.csv": ###"""
Order ID,Carrier,Service,Tracking Number,Shipped At
DEMO-1021,UPS,Ground,1Z999AA10123456784,2026-09-16 15:40:00
DEMO-1020,UPS,Ground,1Z999AA10123456793,9/15/2026
"""###,
  ]
}
