-- CSAT by NPS, to find satisfied customers who would not recommend you.
SELECT csat_category(csat),
       count(*) FILTER (WHERE nps_category(nps) = 'detractor') AS detractors,
       count(*) FILTER (WHERE nps_category(nps) = 'passive')   AS passives,
       count(*) FILTER (WHERE nps_category(nps) = 'promoter')  AS promoters
FROM asked WHERE csat IS NOT NULL AND nps IS NOT NULL
GROUP BY csat_category(csat) ORDER BY min(csat);
