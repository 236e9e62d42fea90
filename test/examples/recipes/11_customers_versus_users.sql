-- Customers versus users: do those who buy and those who use it agree?  The
-- limits are those of the difference.
SELECT round(nps(customers)) AS customers, round(nps(users)) AS users,
       round(low) AS low, round(high) AS high,
       round(p_value::numeric, 2) AS p_value
FROM (SELECT tally(nps) FILTER (WHERE role = 'customer') AS customers,
             tally(nps) FILTER (WHERE role = 'user')     AS users
      FROM asked) AS r,
     nps_test(customers, users);
