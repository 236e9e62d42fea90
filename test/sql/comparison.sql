\set ECHO none \\ \i test/helpers.sql \\ \set ECHO all
--
-- comparison: differences of two scores, shares and means with their limits,
-- statistic and p value, by golden values and beyond, where nothing varies,
-- and every refusal
--
\pset null NULL

-- Tallies of so many detractors, passives and promoters; of so many satisfied
CREATE FUNCTION pg_temp.dpp(detractors bigint, passives bigint, promoters bigint) RETURNS tally
LANGUAGE sql AS $$ SELECT format('{3:%s,7:%s,10:%s}', detractors, passives, promoters)::tally $$;
CREATE FUNCTION pg_temp.share(x bigint, n bigint) RETURNS tally
LANGUAGE sql AS $$ SELECT format('{1:%s,5:%s}', n - x, x)::tally $$;

-- Golden cases E: difference, low, high, z, p.  The adjusted ones list the
-- centre of the limits as the difference; here it is that of the scores.  The
-- counts of E05, which its source does not print, are the only ones that give
-- its numbers.
CREATE TEMP TABLE golden (id text, a tally, b tally, method text, expected float8[]);
INSERT INTO golden VALUES
  ('E01w', pg_temp.dpp(10, 0, 20), pg_temp.dpp(18, 0, 12), 'wald', '{53.333333333333336,4.676608787094835,101.99005787957184,2.1483446221182985,0.031686388539793754}'),
  ('E01a', pg_temp.dpp(10, 0, 20), pg_temp.dpp(18, 0, 12), 'adjusted_wald', '{53.333333333333336,2.9112227440131306,94.05847422568384,2.0851656036012067,0.03705427094985593}'),
  ('E03w', pg_temp.dpp(1, 2, 3), pg_temp.dpp(7, 4, 6), 'wald', '{39.21568627450981,-33.42782138335431,111.85919393237393,1.0580619687180017,0.29002719155243684}'),
  ('E03a', pg_temp.dpp(1, 2, 3), pg_temp.dpp(7, 4, 6), 'adjusted_wald', '{39.21568627450981,-34.30293791682991,88.74738236127436,0.8671992891057181,0.3858328257190295}'),
  ('E05', pg_temp.dpp(42, 23, 74), pg_temp.dpp(99, 50, 110), 'adjusted_wald', '{18.774478486708702,0.23553485669453872,36.43794111363123,1.9854672526349282,0.04709251002820846}');
SELECT count(*) AS tests, string_agg(id || ': ' || v, '; ' ORDER BY id) FILTER (WHERE v <> 'ok') AS wrong
  FROM golden, LATERAL test_verdict(nps_test(a, b, method => method), expected) AS v;
-- E07: rounded before testing, the p value would be 0.03276...
SELECT abs(p_value - 0.03276775219536562) > 0.001 AS "E07" FROM nps_test(pg_temp.dpp(10, 0, 20), pg_temp.dpp(18, 0, 12), method => 'wald');

-- Golden cases P4, with the variance under the null hypothesis, which is the
-- default; of the third and fourth the golden values have no limits, which were
-- computed with mpmath 1.3.0 to 50 digits.
CREATE TEMP TABLE few (id text, a tally, b tally, expected float8[]);
INSERT INTO few VALUES
  ('P4a', pg_temp.dpp(20, 30, 80), pg_temp.dpp(37, 25, 61), '{26.641651031894934,6.4444335756820477,46.262533261385482,2.5796086320414147,0.0098912342927987250}'),
  ('P4b', pg_temp.dpp(0, 0, 5), pg_temp.dpp(0, 3, 97), '{3,-83.918923868037405,10.28771914677618,0.27789876353139326,0.78109007309094618}'),
  ('P4c', pg_temp.dpp(0, 0, 10), pg_temp.dpp(15, 25, 60), '{55,-2.03737593424945,70.74308445735537,1.9342771847954428,0.053079056833399012}'),
  ('P4d', pg_temp.dpp(0, 0, 1), pg_temp.dpp(1, 0, 0), '{200,-24.421744136388366,200,1,0.31731050786291410}'),
  ('P4e', pg_temp.dpp(0, 0, 1), pg_temp.dpp(0, 0, 1000), '{0,-158.69013712455252,0.76535169711102483,NULL,NULL}');
SELECT count(*) AS tests, string_agg(id || ': ' || v, '; ' ORDER BY id) FILTER (WHERE v <> 'ok') AS wrong
  FROM few, LATERAL test_verdict(nps_test(a, b), expected) AS v;
-- A segment against the rest: no test finds 5 answers with the score of 1,000
-- different, nor turns the sign of a difference.
SELECT bool_and(statistic IS NULL OR sign(statistic) = sign(difference)) AS signs, count(*) FILTER (WHERE statistic = 0) AS equal,
       count(*) FILTER (WHERE difference = 0 AND p_value < 1) AS false_alarms
  FROM generate_series(0, 5) AS d, generate_series(0, 5 - d) AS p, nps_test(pg_temp.dpp(d, 5 - d - p, p), pg_temp.dpp(200, 200, 600));

-- Computed with mpmath 1.3.0 to 50 digits; among them the survey, 2018 and
-- 2017, and differences at the ends of what there can be
CREATE TEMP TABLE computed (a tally, b tally, confidence float8, method text, expected float8[]);
INSERT INTO computed VALUES
  ('{0:24,1:11,2:24,3:26,4:24,5:205,6:133,7:334,8:601,9:498,10:770}', '{0:17,1:6,2:8,3:19,4:18,5:144,6:130,7:291,8:677,9:564,10:872}', 0.95, 'adjusted_wald', '{-8.85863485825008,-12.699133900704686,-5.001247706724916,-4.5067060734554145,6.584173894679935e-06}'),
  ('{0:24,1:11,2:24,3:26,4:24,5:205,6:133,7:334,8:601,9:498,10:770}', '{0:17,1:6,2:8,3:19,4:18,5:144,6:130,7:291,8:677,9:564,10:872}', 0.95, 'wald', '{-8.85863485825008,-12.709289221027444,-5.007980495472714,-4.509001234231292,6.5133530014204725e-06}'),
  ('{0:24,1:11,2:24,3:26,4:24,5:205,6:133,7:334,8:601,9:498,10:770}', '{0:17,1:6,2:8,3:19,4:18,5:144,6:130,7:291,8:677,9:564,10:872}', 0.8, 'adjusted_wald', '{-8.85863485825008,-11.366879421744182,-6.333502185685418,-4.5067060734554145,6.584173894679935e-06}'),
  ('{0:24,1:11,2:24,3:26,4:24,5:205,6:133,7:334,8:601,9:498,10:770}', '{0:17,1:6,2:8,3:19,4:18,5:144,6:130,7:291,8:677,9:564,10:872}', 0.8, 'wald', '{-8.85863485825008,-11.376442412834574,-6.340827303665584,-4.509001234231292,6.5133530014204725e-06}'),
  (pg_temp.dpp(0, 0, 5), pg_temp.dpp(5, 0, 0), 0.95, 'adjusted_wald', '{200,61.348302458215336,200,3.849001794597505,0.00011860013866224711}'),
  (pg_temp.dpp(0, 0, 5), pg_temp.dpp(5, 0, 0), 0.8, 'adjusted_wald', '{200,83.38039204919967,200,3.849001794597505,0.00011860013866224711}'),
  (pg_temp.dpp(0, 3, 0), pg_temp.dpp(0, 5, 0), 0.95, 'adjusted_wald', '{0,-50.00949662870115,50.00949662870115,0,1}'),
  (pg_temp.dpp(0, 3, 0), pg_temp.dpp(0, 5, 0), 0.8, 'adjusted_wald', '{0,-32.6994522359294,32.6994522359294,0,1}'),
  (pg_temp.dpp(1, 0, 0), pg_temp.dpp(0, 0, 1), 0.95, 'adjusted_wald', '{-200,-200,53.94278682622585,-0.9428090415820634,0.3457785861511603}'),
  (pg_temp.dpp(1, 0, 0), pg_temp.dpp(0, 0, 1), 0.8, 'adjusted_wald', '{-200,-200,17.964535182761743,-0.9428090415820634,0.3457785861511603}'),
  (pg_temp.dpp(0, 0, 30), pg_temp.dpp(2, 1, 0), 0.95, 'adjusted_wald', '{166.66666666666666,67.91758200527839,180.5672664795701,4.32332639018923,1.5369409199365034e-05}'),
  (pg_temp.dpp(0, 0, 30), pg_temp.dpp(2, 1, 0), 0.95, 'wald', '{166.66666666666666,113.32320359605211,200,6.123724356957945,9.141298408246631e-10}'),
  (pg_temp.dpp(0, 0, 30), pg_temp.dpp(2, 1, 0), 0.8, 'adjusted_wald', '{166.66666666666666,87.4135894692148,166.66666666666666,4.32332639018923,1.5369409199365034e-05}'),
  (pg_temp.dpp(0, 0, 30), pg_temp.dpp(2, 1, 0), 0.8, 'wald', '{166.66666666666666,131.78725094834198,200,6.123724356957945,9.141298408246631e-10}'),
  (pg_temp.dpp(400, 200, 400), pg_temp.dpp(390, 200, 410), 0.95, 'adjusted_wald', '{-2,-9.816775836708633,5.828739944385603,-0.4995940579633306,0.6173609426858951}'),
  (pg_temp.dpp(400, 200, 400), pg_temp.dpp(390, 200, 410), 0.95, 'wald', '{-2,-9.838875894911416,5.838875894911415,-0.500062511721192,0.6170310617207847}'),
  (pg_temp.dpp(400, 200, 400), pg_temp.dpp(390, 200, 410), 0.8, 'adjusted_wald', '{-2,-7.109044395925423,3.121008503602392,-0.4995940579633306,0.6173609426858951}'),
  (pg_temp.dpp(400, 200, 400), pg_temp.dpp(390, 200, 410), 0.8, 'wald', '{-2,-7.1255654463421365,3.1255654463421365,-0.500062511721192,0.6170310617207847}'),
  (pg_temp.dpp(0, 0, 5), pg_temp.dpp(0, 0, 7), 0.95, 'adjusted_wald', '{0,-65.88402585832277,50.88402585832277,-0.2517765718952203,0.8012137669945018}'),
  (pg_temp.dpp(200000000000, 399999999999, 400000000001), pg_temp.dpp(200000000000, 399999999997, 400000000000), 0.95, 'wald', '{3.999999999982e-11,-0.00020742305126980463,0.00020742313126980463,3.7796447300687844e-07,0.9999996984279824}'),
  (pg_temp.dpp(200000000000, 399999999999, 400000000001), pg_temp.dpp(200000000000, 399999999997, 400000000000), 0.95, 'adjusted_wald', '{3.999999999982e-11,-0.0002074230512694824,0.00020742313126948238,3.779644730080326e-07,0.9999996984279824}'),
  ('{0:24,1:11,2:24,3:26,4:24,5:205,6:133,7:334,8:601,9:498,10:770}', '{0:17,1:6,2:8,3:19,4:18,5:144,6:130,7:291,8:677,9:564,10:872}', 0.95, 'score', '{-8.85863485825008,-12.707320220199248,-5.006363363768398,-4.50558508983663,6.619030851725731e-06}'),
  ('{0:24,1:11,2:24,3:26,4:24,5:205,6:133,7:334,8:601,9:498,10:770}', '{0:17,1:6,2:8,3:19,4:18,5:144,6:130,7:291,8:677,9:564,10:872}', 0.8, 'score', '{-8.85863485825008,-11.375629390212222,-6.340112196638875,-4.50558508983663,6.619030851725731e-06}'),
  (pg_temp.dpp(0, 0, 5), pg_temp.dpp(5, 0, 0), 0.95, 'score', '{200.0,77.1098011380687,200.0,3.0,0.002699796063260189}'),
  (pg_temp.dpp(0, 0, 5), pg_temp.dpp(5, 0, 0), 0.8, 'score', '{200.0,130.06512348650665,200.0,3.0,0.002699796063260189}'),
  (pg_temp.dpp(0, 3, 0), pg_temp.dpp(0, 5, 0), 0.95, 'score', '{0.0,-70.99675548035906,70.99675548035906,NULL,NULL}'),
  (pg_temp.dpp(0, 3, 0), pg_temp.dpp(0, 5, 0), 0.8, 'score', '{0.0,-43.16197897448353,43.16197897448353,NULL,NULL}'),
  (pg_temp.dpp(1, 0, 0), pg_temp.dpp(0, 0, 1), 0.95, 'score', '{-200.0,-200.0,24.421744136388366,-1.0,0.3173105078629141}'),
  (pg_temp.dpp(1, 0, 0), pg_temp.dpp(0, 0, 1), 0.8, 'score', '{-200.0,-200.0,-24.19840586688692,-1.0,0.3173105078629141}'),
  (pg_temp.dpp(0, 0, 30), pg_temp.dpp(2, 1, 0), 0.95, 'score', '{166.66666666666666,70.36942214500392,193.85080552796038,5.601120336112039,2.129708194535619e-08}'),
  (pg_temp.dpp(0, 0, 30), pg_temp.dpp(2, 1, 0), 0.8, 'score', '{166.66666666666666,106.79667024151867,189.4224363878277,5.601120336112039,2.129708194535619e-08}'),
  (pg_temp.dpp(400, 200, 400), pg_temp.dpp(390, 200, 410), 0.95, 'score', '{-2.0,-9.8228726439583,5.832348001920884,-0.4999062307078384,0.6171411048326708}'),
  (pg_temp.dpp(400, 200, 400), pg_temp.dpp(390, 200, 410), 0.8, 'score', '{-2.0,-7.120383609698436,3.12444200625166,-0.4999062307078384,0.6171411048326708}'),
  (pg_temp.dpp(0, 0, 5), pg_temp.dpp(0, 0, 7), 0.95, 'score', '{0.0,-86.89649295663496,70.86608701333749,NULL,NULL}'),
  (pg_temp.dpp(0, 0, 5), pg_temp.dpp(0, 0, 7), 0.8, 'score', '{0.0,-49.45142542413497,38.007481191066766,NULL,NULL}'),
  (pg_temp.dpp(0, 0, 1), pg_temp.dpp(0, 1, 0), 0.95, 'score', '{100.0,-77.42096698463122,179.34506856227625,0.7071067811865476,0.4795001221869535}'),
  (pg_temp.dpp(0, 0, 1), pg_temp.dpp(0, 1, 0), 0.8, 'score', '{100.0,-38.98336343728298,162.15524967746472,0.7071067811865476,0.4795001221869535}'),
  (pg_temp.dpp(1, 0, 0), pg_temp.dpp(3, 0, 0), 0.95, 'score', '{0.0,-112.29940635100911,158.69013712455254,NULL,NULL}'),
  (pg_temp.dpp(1, 0, 0), pg_temp.dpp(3, 0, 0), 0.8, 'score', '{0.0,-70.7557929748247,124.31049935492943,NULL,NULL}'),
  (pg_temp.dpp(0, 1, 2), pg_temp.dpp(1, 30, 0), 0.95, 'score', '{69.89247311827957,-24.379895297844364,100.01147338625994,1.4660486339799197,0.14263503792011922}'),
  (pg_temp.dpp(0, 1, 2), pg_temp.dpp(1, 30, 0), 0.8, 'score', '{69.89247311827957,10.701011885220627,93.68961276191065,1.4660486339799197,0.14263503792011922}');
-- Nearly all answers alike: the variance keeps its digits.
INSERT INTO computed VALUES
  (pg_temp.dpp(89141000, 1, 0), pg_temp.dpp(94152665, 0, 0), 0.95, 'score', '{1.1218182304235062e-06,-7.090369370375595e-06,9.740654883609626e-06,0.8429854884854143,0.3992365597559624}'),
  (pg_temp.dpp(0, 7, 4), pg_temp.dpp(94087125, 0, 0), 0.95, 'score', '{136.36363636363637,101.06823177708564,164.6198825492151,9699.852053854554,0.0}'),
  (pg_temp.dpp(39916943, 1, 1), pg_temp.dpp(14007, 0, 2), 0.95, 'score', '{-0.028545557419269483,-0.10408021113897238,-0.007822928030843153,-57.051193511188046,0.0}');
SELECT method, count(*) AS tests, string_agg(format('%s %s %s: %s', a, b, confidence, v), '; ' ORDER BY a, b, confidence) FILTER (WHERE v <> 'ok') AS wrong
  FROM computed, LATERAL test_verdict(nps_test(a, b, confidence, method), expected) AS v GROUP BY method ORDER BY method;
-- The difference is that of the scores, by any method, and of very large
-- samples that are almost alike it keeps its digits.
SELECT bool_and(verdict(t.difference, nps(a) - nps(b)) = 'ok') AS of_scores, bool_and((nps_test(a, b)).difference = t.difference) AS same_by_score,
       bool_and(relative_verdict(t.difference, expected[1]) = 'ok') FILTER (WHERE tally_count(a) > 1e11) AS all_digits,
       bool_and(nps_test(a, b) = nps_test(a, b, 0.95, 'score', 'two-sided', 0, 10, 6, 9)) AS in_full,
       bool_and(nps_test(a, b) = nps_test(a, b, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) AS by_null
  FROM computed, LATERAL nps_test(a, b, method => 'wald') AS t;

-- Golden case F37 and the other pairs of Newcombe (1998): the limits to the
-- four decimals of the paper, and all columns computed with mpmath (Newcombe's
-- hybrid limits, z of Campbell with N - 1).  The Wald limits of F39 are not
-- on offer.
CREATE TEMP TABLE shares (id text, x_a bigint, n_a bigint, x_b bigint, n_b bigint, low numeric, high numeric, expected float8[]);
INSERT INTO shares VALUES
  ('Na', 56, 70, 48, 80, 0.0524, 0.3339, '{20,5.243147240236488,33.3872654036906,2.6413232722941244,0.008258287929380777}'),
  ('Nb', 9, 10, 3, 10, 0.1705, 0.8090, '{60,17.052272393450288,80.9017973535488,2.669269563007828,0.007601641475220171}'),
  ('Nc', 6, 7, 2, 7, 0.0582, 0.8062, '{57.142857142857146,5.82279274823122,80.62496375242277,2.0816659994661326,0.03737298834065147}'),
  ('Nd', 5, 56, 0, 29, -0.0381, 0.1926, '{8.928571428571429,-3.8137147903536905,19.256001385511162,1.648863244784115,0.0991756545705508}'),
  ('Ne', 0, 10, 0, 20, -0.1611, 0.2775, '{0,-16.112515805281937,27.753279986288927,NULL,NULL}'),
  ('Nf', 0, 10, 0, 10, -0.2775, 0.2775, '{0,-27.753279986288927,27.753279986288927,NULL,NULL}'),
  ('Ng', 10, 10, 0, 20, 0.6791, 1, '{100,67.90860371419147,100,5.385164807134504,7.237829871740007e-08}'),
  ('Nh', 10, 10, 0, 10, 0.6075, 1, '{100,60.750935043052415,100,4.358898943540674,1.3071845366762998e-05}'),
  ('F37', 7, 34, 1, 34, 0.0189, 0.3404, '{17.647058823529413,1.8921443885772982,34.03686870327074,2.2416511771459895,0.02498392561695889}');
SELECT count(*) AS tests, count(*) FILTER (WHERE round(t.low::numeric, 2) = shares.low * 100 AND round(t.high::numeric, 2) = shares.high * 100) AS published,
       string_agg(id || ': ' || v, '; ' ORDER BY id) FILTER (WHERE v <> 'ok') AS wrong
  FROM shares, LATERAL csat_test(pg_temp.share(x_a, n_a), pg_temp.share(x_b, n_b)) AS t, LATERAL test_verdict(t, expected) AS v;
SELECT verdict(low / 100, 0.018921443885772982) AS "F37 low", verdict(high / 100, 0.3403686870327074) AS "F37 high"
  FROM csat_test(pg_temp.share(7, 34), pg_temp.share(1, 34));
-- At 90 %, on other scales
SELECT test_verdict(csat_test(pg_temp.share(56, 70), pg_temp.share(48, 80), 0.9), '{20,7.656419154407194,31.364458358294378,2.6413232722941244,0.008258287929380777}');
-- Rates are the same shares of booleans.
SELECT rate_test('{0:14,1:56}', '{0:32,1:48}', 0.9) = csat_test(pg_temp.share(56, 70), pg_temp.share(48, 80), 0.9) AS rate,
       rate_test('{0:14,1:56}', '{0:32,1:48}') = rate_test('{0:14,1:56}', '{0:32,1:48}', NULL, NULL, NULL) AS by_null,
       rate_test('{0:14,1:56}', '{0:32,1:48}') = rate_test('{0:14,1:56}', '{0:32,1:48}', 0.95, 'score', 'two-sided') AS in_full;
SELECT csat_test('{1:10,4:4,5:20,6:30,7:6}', '{2:20,5:12,6:8,7:40}', scale_max => 7, satisfied_min => 5) = csat_test(pg_temp.share(56, 70), pg_temp.share(60, 80)) AS top_three,
       csat_test('{1:10,4:4,5:20,6:30,7:6}', '{2:20,5:12,6:8,7:40}', 0.9, NULL, NULL, 1, 7, 6) = csat_test(pg_temp.share(36, 70), pg_temp.share(48, 80), 0.9) AS top_two,
       csat_test('{1:1,4:3}', '{2:3,5:1}', NULL, NULL, NULL, NULL, NULL, NULL) = csat_test('{1:1,4:3}', '{2:3,5:1}', 0.95, 'score', 'two-sided', 1, 5, 4) AS by_null,
       csat_test('{1:1,4:3}', '{2:3,5:1}', satisfied_min => 5) = csat_test(pg_temp.share(0, 4), pg_temp.share(1, 4)) AS top_box;
SELECT nps_test('{1:2,3:3,4:5,5:9}', '{2:4,4:1,5:6}', 0.9, 'wald', 'two-sided', 1, 5, 3, 5) = nps_test(pg_temp.dpp(5, 5, 9), pg_temp.dpp(4, 1, 6), 0.9, 'wald') AS of_five,
       nps_test('{1:2,3:3,4:5,5:9}', '{2:4,4:1,5:6}', detractor_max => 1, promoter_min => 5) = nps_test(pg_temp.dpp(2, 8, 9), pg_temp.dpp(0, 5, 6)) AS cuts;

-- Means.  Golden cases P7, without a scale and with one; R's sleep data, as
-- whole numbers ten times as large (by t.test t = -1.8608, p-value = 0.07939,
-- -3.3654832 and 0.2054832; with var.equal = TRUE p-value = 0.07919, -3.363874
-- and 0.203874); all others computed with mpmath 1.3.0 to 50 digits, those by
-- adjusted from the sample with its artificial answer, score by score
CREATE TEMP TABLE means (id text, a tally, b tally, confidence float8, method text, scale_min int, scale_max int, expected float8[]);
INSERT INTO means VALUES
  ('P7', '{7:2}', '{7:75,6:13,5:5,4:3,3:2,2:1,1:1}', 0.95, 'pooled', NULL, NULL, '{0.51,-1.0866336677342118,2.1066336677342118,0.63372425052447791,0.52770765453434718}'),
  ('P7 b', '{7:9,6:1}', '{7:3,6:4,5:2,3:1}', 0.95, 'pooled', NULL, NULL, '{1.1,0.2567182849922754,1.9432817150077246,2.740500835173419,0.013441913250749486}'),
  ('P7a', '{7:2}', '{7:75,6:13,5:5,4:3,3:2,2:1,1:1}', 0.95, 'adjusted', 1, 7, '{0.51,-4.9821384763682799,6,0.39344499912685309,0.73143069885166488}'),
  ('P7b', '{7:9,6:1}', '{7:3,6:4,5:2,3:1}', 0.95, 'adjusted', 1, 7, '{1.1,-0.048403869867299618,2.2484038698672996,2.0055554709986825,0.059438916578450613}'),
  ('P7c', '{7:5}', '{6:5}', 0.95, 'adjusted', 1, 7, '{1,-0.77719179691599372,2.7771917969159937,1.2621094857350138,0.23691100698187754}'),
  ('sleep', '{4:1,8:1,18:1,19:1,20:1,27:1,28:1,40:1,54:1,57:1}', '{19:1,21:1,28:1,31:1,36:1,39:1,54:1,64:1,66:1,75:1}', 0.95, 'welch', NULL, NULL, '{-15.8,-33.65483230711711,2.0548323071171097,-1.860813467486853,0.07939414018735814}'),
  ('sleep 99 %', '{4:1,8:1,18:1,19:1,20:1,27:1,28:1,40:1,54:1,57:1}', '{19:1,21:1,28:1,31:1,36:1,39:1,54:1,64:1,66:1,75:1}', 0.99, 'welch', NULL, NULL, '{-15.8,-40.27632919919041,8.676329199190407,-1.860813467486853,0.07939414018735814}'),
  ('security 2018-2017', '{1:78,2:130,3:435,4:580,5:1141}', '{1:34,2:58,3:341,4:676,5:1298}', 0.95, 'welch', NULL, NULL, '{-0.21734267720277223,-0.27396682258773797,-0.1607185318178065,-7.524994135067034,6.309480813506648e-14}'),
  ('two and two', '{1:1,2:1}', '{3:1,5:1}', 0.95, 'welch', NULL, NULL, '{-2.5,-9.418522830071069,4.418522830071069,-2.23606797749979,0.19872738893452616}'),
  ('unequal', '{1:1,7:1}', '{4:500,5:500}', 0.9, 'welch', NULL, NULL, '{-0.5,-19.43973244083259,18.43973244083259,-0.1666643495830407,0.894863366353759}'),
  ('one side varies', '{5:4}', '{1:3,3:5,4:9}', 0.95, 'welch', NULL, NULL, '{1.8235294117647058,1.2419658740444615,2.40509294948495,6.647097715994328,5.609773412138921e-06}'),
  ('far apart', '{0:50,1:50}', '{99:50,100:50}', 0.95, 'welch', NULL, NULL, '{-99,-99.14014517964682,-98.85985482035318,-1393.0534806675587,0}'),
  ('sleep', '{4:1,8:1,18:1,19:1,20:1,27:1,28:1,40:1,54:1,57:1}', '{19:1,21:1,28:1,31:1,36:1,39:1,54:1,64:1,66:1,75:1}', 0.95, 'pooled', NULL, NULL, '{-15.8,-33.63874032287598,2.0387403228759857,-1.860813467486853,0.0791867142159381}'),
  ('sleep 99 %', '{4:1,8:1,18:1,19:1,20:1,27:1,28:1,40:1,54:1,57:1}', '{19:1,21:1,28:1,31:1,36:1,39:1,54:1,64:1,66:1,75:1}', 0.99, 'pooled', NULL, NULL, '{-15.8,-40.24057949058847,8.640579490588475,-1.860813467486853,0.0791867142159381}'),
  ('security', '{1:78,2:130,3:435,4:580,5:1141}', '{1:34,2:58,3:341,4:676,5:1298}', 0.95, 'pooled', NULL, NULL, '{-0.21734267720277223,-0.27387239524769846,-0.16081295915784602,-7.537486040246577,5.700347667820303e-14}'),
  ('two and two', '{1:1,2:1}', '{3:1,5:1}', 0.95, 'pooled', NULL, NULL, '{-2.5,-7.310511993647417,2.3105119936474163,-2.23606797749979,0.15484574527148343}'),
  ('unequal', '{1:1,7:1}', '{4:500,5:500}', 0.9, 'pooled', NULL, NULL, '{-0.5,-1.1032759742283162,0.10327597422831614,-1.364532061293705,0.17270714339132964}'),
  ('one side varies', '{5:4}', '{1:3,3:5,4:9}', 0.95, 'pooled', NULL, NULL, '{1.8235294117647058,0.616222265275321,3.030836558254091,3.1613255449060844,0.00514067335210867}'),
  ('one answer', '{5:1}', '{3:3,4:3}', 0.95, 'pooled', NULL, NULL, '{1.5,-0.020776722861110635,3.0207767228611107,2.53546276418555,0.052181400457057894}'),
  ('far apart', '{0:50,1:50}', '{99:50,100:50}', 0.95, 'pooled', NULL, NULL, '{-99.0,-99.14014517964682,-98.85985482035318,-1393.0534806675587,0.0}'),
  ('sleep', '{4:1,8:1,18:1,19:1,20:1,27:1,28:1,40:1,54:1,57:1}', '{19:1,21:1,28:1,31:1,36:1,39:1,54:1,64:1,66:1,75:1}', 0.95, 'adjusted', 0, 100, '{-15.8,-34.34155581927962,2.741555819279623,-1.777676077618885,0.09068640651629792}'),
  ('security', '{1:78,2:130,3:435,4:580,5:1141}', '{1:34,2:58,3:341,4:676,5:1298}', 0.95, 'adjusted', 1, 5, '{-0.21734267720277223,-0.2739840968831144,-0.16070125752243006,-7.522698068850157,6.41929966766327e-14}'),
  ('two and two', '{1:1,2:1}', '{3:1,5:1}', 0.95, 'adjusted', 1, 5, '{-2.5,-4.0,0.8446731305468084,-2.080125735844609,0.10641953033007986}'),
  ('unequal', '{1:1,7:1}', '{4:500,5:500}', 0.9, 'adjusted', 1, 7, '{-0.5,-6.0,5.0910121485286925,-0.2611074404290672,0.8184348259905684}'),
  ('equal answers', '{7:5}', '{7:3}', 0.95, 'adjusted', 1, 7, '{0.0,-2.8280549890282467,2.8280549890282467,0.0,1.0}'),
  ('one and one', '{7:1}', '{1:1}', 0.95, 'adjusted', 1, 7, '{6.0,-6.0,6.0,2.057983021710106,0.17583661630786585}'),
  ('far apart', '{0:50,1:50}', '{99:50,100:50}', 0.95, 'adjusted', 0, 100, '{-99.0,-100.0,-97.40573512757979,-122.44999530310344,4.892314118946635e-190}'),
  ('of eleven', '{10:3,9:1}', '{0:1,5:2,10:1}', 0.8, 'adjusted', 0, 10, '{4.75,1.7738085314704917,7.7261914685295086,2.254250239912185,0.058197328566340106}');
SELECT method, count(*) AS tests, string_agg(id || ': ' || v, '; ' ORDER BY id) FILTER (WHERE v <> 'ok') AS wrong
  FROM means, LATERAL test_verdict(tally_mean_test(a, b, confidence, method, scale_min => scale_min, scale_max => scale_max), expected) AS v GROUP BY method ORDER BY method;
SELECT method, round((low / 10)::numeric, 7) AS low, round((high / 10)::numeric, 7) AS high, round(statistic::numeric, 4) AS t, round(p_value::numeric, 5) AS p
  FROM unnest('{pooled,welch}'::text[]) AS method, LATERAL tally_mean_test('{4:1,8:1,18:1,19:1,20:1,27:1,28:1,40:1,54:1,57:1}', '{19:1,21:1,28:1,31:1,36:1,39:1,54:1,64:1,66:1,75:1}', method => method) ORDER BY method;
-- Without a method pooled, with a scale adjusted; CES always has one, and
-- turned around the difference has the other sign.
SELECT bool_and(tally_mean_test(a, b) = tally_mean_test(a, b, NULL, NULL, NULL, NULL, NULL)) AS by_null,
       bool_and(tally_mean_test(a, b) = tally_mean_test(a, b, 0.95, 'pooled', 'two-sided')) AS in_full,
       bool_and(tally_mean_test(a, b, scale_min => 0, scale_max => 100) = tally_mean_test(a, b, 0.95, 'adjusted', 'two-sided', 0, 100)) AS scaled
  FROM means;
SELECT bool_and(ces_test(a, b, confidence) = tally_mean_test(a, b, confidence, 'adjusted', NULL, 1, 7)) AS adjusted,
       bool_and(ces_test(a, b, confidence, method, scale_min => 1, scale_max => 7) = tally_mean_test(a, b, confidence, method, scale_min => 1, scale_max => 7)) AS by_method,
       bool_and(ces_test(a, b) = ces_test(a, b, NULL, NULL, NULL, NULL, NULL, NULL)) AS by_null,
       bool_and(ces_test(a, b) = ces_test(a, b, 0.95, 'adjusted', 'two-sided', 1, 7, false)) AS in_full,
       bool_and(verdict(l.difference, -t.difference) = 'ok' AND verdict(l.low, -t.high) = 'ok' AND verdict(l.high, -t.low) = 'ok' AND verdict(l.statistic, -t.statistic) = 'ok' AND verdict(l.p_value, t.p_value) = 'ok') AS low_is_easy
  FROM means, LATERAL ces_test(a, b) AS t, LATERAL ces_test(a, b, low_is_easy => true) AS l
 WHERE scale_max = 7;

-- Where nothing varies there is a difference but no test; one answer has no
-- spread to go by, and if only one side varies the other adds nothing.
SELECT v.a, v.b, difference, round(low::numeric, 6) AS low, round(high::numeric, 6) AS high, statistic, round(p_value::numeric, 6) AS p_value
  FROM (VALUES (1, '{10:5}'::tally, '{7:3}'::tally), (2, '{7:3}', '{7:9}'), (3, '{0:1}', '{10:1}'), (4, '{10:1}', '{10:2,0:2}')) AS v(n, a, b),
       LATERAL nps_test(a, b, method => 'wald') AS t ORDER BY n;
SELECT v.a, v.b, difference, low < 0 AND high > 0 AS limits, statistic, p_value
  FROM (VALUES (1, '{5:5}'::tally, '{5:3}'::tally), (2, '{1:3}', '{1:9}')) AS v(n, a, b), LATERAL csat_test(a, b) AS t ORDER BY n;
SELECT method, v.a, v.b, difference, round(low::numeric, 6) AS low, round(high::numeric, 6) AS high, round(statistic::numeric, 6) AS statistic, round(p_value::numeric, 6) AS p_value
  FROM (VALUES (1, '{5:5}'::tally, '{3:3}'::tally), (2, '{5:5}', '{5:2}'), (3, '{5:1}', '{3:3,4:3}'), (4, '{3:3,4:3}', '{5:1}'), (5, '{5:1}', '{3:1}')) AS v(n, a, b),
       unnest('{pooled,welch}'::text[]) AS method, LATERAL tally_mean_test(a, b, method => method) AS t ORDER BY method, n;
SELECT verdict(t.low, 5 - m.high) AS low, verdict(t.high, 5 - m.low) AS high
  FROM tally_mean_interval('{1:3,3:5,4:9}') AS m, LATERAL tally_mean_test('{5:4}', '{1:3,3:5,4:9}', method => 'welch') AS t;

-- No answers, and no tally
SELECT v.a, v.b, nps_test(a, b) AS nps, nps_test(a, b, method => 'wald') AS wald, csat_test(a, b) AS csat, tally_mean_test(a, b) AS mean, tally_mean_test(a, b, scale_min => 1, scale_max => 5) AS scaled, ces_test(a, b) AS ces
  FROM (VALUES (1, '{}'::tally, '{1:1,5:2}'::tally), (2, '{1:1,5:2}', '{}'), (3, '{}', '{}'), (4, NULL, '{1:1,5:2}'), (5, '{1:1,5:2}', NULL), (6, NULL, NULL)) AS v(n, a, b)
 ORDER BY n;

-- b against a is a against b with the sign turned; the test says that there
-- is a difference exactly where the limits leave out 0, but for those with the
-- variance under the null hypothesis, whose limits are no z limits; p is
-- between 0 and 1.
CREATE TEMP TABLE pairs AS
  SELECT id, tally(1 + (id * 7919 + i * 104729 + id * i * 31) % 5) FILTER (WHERE i <= 3 + id % 29) AS a,
         tally(greatest(1, 1 + (id * 7907 + i * 1299709 + id * i * 17 + i * i) % 5 - id % 3)) FILTER (WHERE i <= 3 + id % 31) AS b
    FROM generate_series(1, 300) AS id, generate_series(1, 40) AS i GROUP BY id;
SELECT test, count(*) AS pairs,
       count(*) FILTER (WHERE abs(t.difference + m.difference) > 1e-12 OR abs(t.low + m.high) > 1e-12 OR abs(t.high + m.low) > 1e-12 OR
                              abs(t.statistic + m.statistic) > 1e-12 OR abs(t.p_value - m.p_value) > 1e-12) AS asymmetric,
       count(*) FILTER (WHERE t.low > t.difference OR t.high < t.difference OR t.p_value NOT BETWEEN 0 AND 1 OR sign(t.difference) <> sign(t.statistic) OR (t.statistic IS NULL) <> (t.p_value IS NULL)) AS impossible,
       count(*) FILTER (WHERE (t.p_value < 0.05) <> (t.low > 0 OR t.high < 0) AND test NOT IN ('csat', 'nps score')) AS disagreeing,
       count(*) FILTER (WHERE t.p_value < 0.05) BETWEEN 30 AND 270 AS some_differ
  FROM (SELECT 'csat' AS test, csat_test(a, b) AS t, csat_test(b, a) AS m FROM pairs UNION ALL
        SELECT 'mean ' || method, tally_mean_test(a, b, method => method), tally_mean_test(b, a, method => method) FROM pairs, unnest('{pooled,welch}'::text[]) AS method UNION ALL
        SELECT 'mean adjusted', tally_mean_test(a, b, scale_min => 1, scale_max => 5), tally_mean_test(b, a, scale_min => 1, scale_max => 5) FROM pairs UNION ALL
        SELECT 'nps ' || method, nps_test(a, b, 0.95, method, NULL, 1, 5, 3, 5), nps_test(b, a, 0.95, method, NULL, 1, 5, 3, 5)
          FROM pairs, unnest('{score,adjusted_wald,wald}'::text[]) AS method) AS x,
       LATERAL (SELECT (x.t).*) AS t, LATERAL (SELECT (x.m).*) AS m
 GROUP BY test ORDER BY test;

-- One-sided: half the p value on the side where the difference lies, and the
-- rest on the other; everything else stays.
SELECT test, count(*) AS pairs,
       count(*) FILTER (WHERE abs(g.p_value - CASE WHEN two.statistic > 0 THEN two.p_value / 2 ELSE 1 - two.p_value / 2 END) > 1e-15 OR abs(g.p_value + l.p_value - 1) > 1e-15) AS p_values,
       count(*) FILTER (WHERE (g.difference, g.low, g.high, g.statistic) IS DISTINCT FROM (two.difference, two.low, two.high, two.statistic) OR
                              (l.difference, l.low, l.high, l.statistic) IS DISTINCT FROM (two.difference, two.low, two.high, two.statistic)) AS others
  FROM (SELECT 'nps ' || method AS test, nps_test(a, b, 0.95, method, 'two-sided', 1, 5, 3, 5) AS two, nps_test(a, b, 0.95, method, 'greater', 1, 5, 3, 5) AS g, nps_test(a, b, 0.95, method, 'LESS', 1, 5, 3, 5) AS l
          FROM pairs, unnest('{score,adjusted_wald,wald}'::text[]) AS method UNION ALL
        SELECT 'csat', csat_test(a, b), csat_test(a, b, alternative => 'greater'), csat_test(a, b, alternative => 'less') FROM pairs UNION ALL
        SELECT 'ces', ces_test(a, b), ces_test(a, b, alternative => 'greater'), ces_test(a, b, alternative => 'less') FROM pairs UNION ALL
        SELECT 'mean', tally_mean_test(a, b), tally_mean_test(a, b, alternative => 'greater'), tally_mean_test(a, b, alternative => 'less') FROM pairs UNION ALL
        SELECT 'rate', rate_test(a, b), rate_test(a, b, alternative => 'greater'), rate_test(a, b, alternative => 'less')
          FROM (SELECT rate_tally(tally_count(a, 4, 5), tally_count(a)) AS a, rate_tally(tally_count(b, 4, 5), tally_count(b)) AS b FROM pairs) AS r) AS x,
       LATERAL (SELECT (x.two).*) AS two, LATERAL (SELECT (x.g).*) AS g, LATERAL (SELECT (x.l).*) AS l
 GROUP BY test ORDER BY test;

-- What it refuses
SELECT e.state, e.message, v.expression
  FROM (VALUES (1, $$nps_test('{9:1}', '{8:1}', 0)$$), (2, $$nps_test('{9:1}', '{8:1}', 1)$$), (3, $$nps_test('{9:1}', '{8:1}', 95)$$),
               (4, $$csat_test('{4:1}', '{3:1}', 'NaN')$$), (5, $$csat_test('{4:1}', '{3:1}', 95)$$), (6, $$tally_mean_test('{4:1}', '{3:1}', -1)$$),
               (7, $$tally_mean_test('{}', '{}', 95)$$),
               (8, $$nps_test('{9:1}', '{8:1}', method => 'Adjusted_Wald')$$), (9, $$nps_test('{9:1}', '{8:1}', method => 'welch')$$), (10, $$nps_test('{}', '{}', method => '')$$),
               (11, $$nps_test('{9:1}', '{8:1}', scale_max => 5)$$), (12, $$nps_test('{9:1}', '{8:1}', detractor_max => 9)$$),
               (13, $$csat_test('{4:1}', '{3:1}', scale_max => 7)$$), (14, $$csat_test('{4:1}', '{3:1}', satisfied_min => 0)$$),
               (15, $$nps_test('{9:1,11:1}', '{8:1}')$$), (16, $$nps_test('{9:1}', '{8:1,99:3}')$$),
               (17, $$csat_test('{0:1,4:1}', '{3:1}')$$), (18, $$csat_test('{4:1}', '{3:1,6:1}')$$),
               (19, $$csat_test('{4:1}', '{3:1}', method => 'wald')$$), (20, $$rate_test('{1:1}', '{0:1}', method => 'exact')$$), (21, $$rate_test('{1:1}', '{2:1}')$$),
               (22, $$nps_test('{9:1}', '{8:1}', alternative => 'more')$$), (23, $$csat_test('{4:1}', '{3:1}', alternative => '')$$), (24, $$ces_test('{4:1}', '{3:1}', alternative => 'two')$$),
               (25, $$tally_mean_test('{4:1}', '{3:1}', scale_min => 1)$$), (26, $$tally_mean_test('{4:1}', '{3:1}', scale_max => 5)$$), (27, $$tally_mean_test('{4:1}', '{3:1}', scale_min => 5, scale_max => 5)$$),
               (28, $$tally_mean_test('{4:1}', '{3:1}', method => 'adjusted')$$), (29, $$tally_mean_test('{4:1}', '{3:1}', method => 't')$$), (30, $$tally_mean_test('{4:1}', '{3:1,6:2}', scale_min => 1, scale_max => 5)$$),
               (31, $$ces_test('{4:1}', '{3:1,8:2}')$$), (32, $$ces_test('{0:1}', '{3:1}')$$), (33, $$ces_test('{4:1}', '{3:1}', scale_max => 1)$$), (34, $$ces_test('{4:1}', '{3:1}', method => 't')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
SELECT v.n, e.detail, e.hint
  FROM (VALUES (1, $$nps_test('{9:1}', '{8:1}', 95)$$), (2, $$ces_test('{4:1}', '{3:1}', method => 't')$$),
               (3, $$nps_test('{9:1}', '{8:1}', method => 'welch')$$), (4, $$nps_test('{9:1}', '{8:1,99:3}')$$), (5, $$tally_mean_test('{4:1}', '{3:1}', method => 'adjusted')$$), (6, $$nps_test('{9:1}', '{8:1}', alternative => 'more')$$)) AS v(n, expression),
       LATERAL error_of('SELECT ' || v.expression) AS e
 ORDER BY n;
