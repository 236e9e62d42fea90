-- Score by how fast the answer came: within 15 minutes of the contact, or later.
SELECT answered_at - contact_at <= '15 minutes' AS within_15_minutes,
       round(nps(nps)) AS nps, count(nps) AS answers
FROM asked WHERE nps IS NOT NULL GROUP BY 1 ORDER BY 1 DESC;
