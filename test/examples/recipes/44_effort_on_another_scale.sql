-- Effort on another scale than 1 to 7: unless you specify it, the answers count
-- as answers on 1 to 7, 85% easy becomes 59%, and no check can detect it.
SELECT round(ces(tally(effort), scale_max => 5)::numeric, 2) AS ces,
       round(ces_easy_share(tally(effort), scale_max => 5, easy_from => 4)::numeric, 1) AS easy,
       round(ces_easy_share(tally(effort))::numeric, 1) AS misread
FROM answers WHERE year = 2018;

-- The older form of the question, where 1 is very low effort: answers are
-- mirrored, so that high is easy, and easy_from is as people answered.
SELECT ces('{1:3,2:4,4:2,7:1}'::tally, low_is_easy => true),
       ces_easy('{1:3,2:4,4:2,7:1}'::tally, easy_from => 2, low_is_easy => true);
