-- Sentiment of mentions and chats: negative, neutral, positive as 1, 2, 3; the
-- net score is the percentage positive minus the percentage negative.
SELECT source, tally_count(t) AS mentions, csat_net(t, 1, 3, 3) AS net
FROM (SELECT source, tally(rating_of(sentiment, '{negative,neutral,positive}')) AS t
      FROM (VALUES ('chat', 'positive'), ('chat', 'neutral'), ('chat', 'positive'), ('chat', 'negative'), ('social', 'negative'), ('social', 'Negative'), ('social', 'positive'), ('social', NULL)) AS v(source, sentiment)
      GROUP BY source) AS s
ORDER BY source;
