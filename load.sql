create extension satisfaction;
create table resp as select i as id, (i::bigint*7919 % 20000 + 1)::int as customer, (i::bigint*104729 % 11)::int as score, (i % 20)::int as team_id, timestamptz '2024-01-01' + i * interval '200 seconds' as at, case i%4 when 0 then 'web' when 1 then 'mail' when 2 then 'shop' else 'phone' end as team, (i % 11)::numeric as exact, (i%11)::text as answer, i % 3 = 0 as happy from generate_series(1,200000) i;
create table cust as select i as id, 'segment ' || i % 5 as segment from generate_series(1,20000) i;
vacuum analyze;
