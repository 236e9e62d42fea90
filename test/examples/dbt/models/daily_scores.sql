-- A day and area a row, with the tally of its answers: tallies of any days can be
-- added later, scores cannot. Days that change are made anew.
{{ config(materialized='incremental', unique_key=['day', 'barea'], incremental_strategy='delete+insert') }}

select
    interview_date as day,
    barea,
    tally(score) as scores
from {{ source('survey', 'answers') }}
{% if is_incremental() %}
where interview_date >= (select max(day) - 3 from {{ this }})
{% endif %}
group by 1, 2
