-- The page « Relances » walks each company's customers by name: beside a company of a hundred thousand, a small
-- one must not walk through them all.
drop index customers_by_name;
create index customers_by_name on customers (company_id, name, id);

-- Led by the invoice: led by the company, PostgreSQL took it for a way to one customer's instalments, and read all
-- those of the company once for each customer.
drop index instalments_of_invoice;
create index instalments_of_invoice on instalments (invoice_id, company_id);
