-- An index of your own: the mean of the items that were answered, as 0 to 100,
-- if there are at least three; and whether the items belong together, which by
-- the usual rule they do from an alpha of 0.7 on.  Reverse items that are worded
-- in the opposite direction first: 8 - x on 1 to 7.
CREATE TEMP TABLE ease (items integer[]);
INSERT INTO ease VALUES ('{4,5,4,3}'), ('{5,5,4,4}'), ('{2,3,3,2}'), ('{1,2,2,1}'), ('{4,4,5,3}'), ('{3,3,2,3}');

SELECT round(item_index('{6,7,NULL,5}', 1, 7, min_answered => 3)::numeric, 2) AS one_respondent,
       round(avg(item_index(items, 1, 5))::numeric, 2) AS of_all, round(cronbach_alpha(items)::numeric, 4) AS alpha
FROM ease;
