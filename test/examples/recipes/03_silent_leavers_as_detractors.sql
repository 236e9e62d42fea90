-- Silent leavers as detractors.  Customers who left without a word were hardly
-- promoters; counted as a 0, they show how bad the score might be.  With stored
-- tallies and counts: `nps(sum(scores) + tally_counted(0, leavers))`.
SELECT nps(nps) AS of_the_answers,
       nps(CASE WHEN nps IS NULL AND left_on IS NOT NULL THEN 0 ELSE nps END) AS pessimistic
FROM clients;
