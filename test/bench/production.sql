-- The table of a running application, with the server's default work_mem and
-- with 64 MB: where the extension gains, and where it does not.

CREATE PROCEDURE add_production_item(name text, beside text, rest text)
LANGUAGE plpgsql AS $$
BEGIN
	CALL add_item('production, ' || name || ', 4 MB', 'nps(score)', nps_by_hand('score'),
				  beside, rest, NULL, 1, '4MB');
	CALL add_item('production, ' || name || ', 64 MB', 'nps(score)', nps_by_hand('score'),
				  beside, rest, NULL, 1, '64MB');
END $$;

CALL add_production_item('all rows', NULL, 'FROM feedback');
CALL add_production_item('by team and month', $$team, date_trunc('month', answered_at)$$,
						 'FROM feedback GROUP BY 1, 2');
CALL add_production_item('by segment', 'segment',
						 'FROM feedback JOIN account ON account.id = feedback.account GROUP BY segment');
CALL add_production_item('by account', 'account', 'FROM feedback GROUP BY account');
CALL add_production_item('nine months', 'team',
						 $$FROM feedback WHERE answered_at >= '2023-04-01' GROUP BY team$$);

-- An index leads to a few of the rows.
CALL add_production_item('a week', 'team',
						 $$FROM feedback WHERE answered_at >= '2023-12-25' GROUP BY team$$);

-- The ordinary plan has to collect and sort the accounts.
CALL add_production_item('accounts that answered', 'team, count(DISTINCT account)',
						 'FROM feedback GROUP BY team');
