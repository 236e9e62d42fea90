-- The semantic layer wants a day a row.
{{ config(materialized='table') }}

select day::date as date_day
from generate_series('2017-01-01'::timestamp, '2019-12-31', '1 day') as day
