-- What the models say is what the answers say: rows that differ
with answers as (
    select
        date_trunc('month', interview_date)::date as month,
        barea,
        count(score) as answers,
        nps(score) as nps
    from {{ source('survey', 'answers') }}
    group by 1, 2
)
select month, barea, monthly_scores.nps, answers.nps as expected
from {{ ref('monthly_scores') }} as monthly_scores
full join answers using (month, barea)
where monthly_scores.nps is distinct from answers.nps
   or monthly_scores.answers is distinct from answers.answers
