-- Plain numbers for tools that know no tally
{{ config(materialized='view') }}

select
    date_trunc('month', day)::date as month,
    barea,
    tally_count(sum(scores)) as answers,
    nps(sum(scores)) as nps,
    nps_low(sum(scores)) as nps_low,
    nps_high(sum(scores)) as nps_high,
    nps_promoters(sum(scores)) as promoters,
    nps_passives(sum(scores)) as passives,
    nps_detractors(sum(scores)) as detractors
from {{ ref('daily_scores') }}
group by 1, 2
