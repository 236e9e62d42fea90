-- What every client must print
SELECT 'csat', csat(csat) FROM responses;
SELECT 'team ' || team, nps(score) FROM responses WHERE score < 9 OR csat = 5 GROUP BY team ORDER BY team;
SELECT 'written', nps('{3:1,9:3}'::tally);
SELECT 'stored', tally '{3:1,9:3}';
SELECT 'all', nps(sum(scores)) FROM daily WHERE team <> 'new';
