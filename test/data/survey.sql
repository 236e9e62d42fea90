-- The SFO customer survey as published (see PROVENANCE.md): one row an
-- interview, with the publisher's own codes.  All of it or, where there is a
-- table of that name already, nothing.

\set on_error_stop_before :ON_ERROR_STOP
\set ON_ERROR_STOP on
BEGIN;
CREATE TABLE survey (
	year			smallint,
	respnum			integer,
	interview_date	date,
	intdate			smallint,
	day				text,
	barea			text,		-- boarding area A to G
	strata			smallint,
	peak			smallint,
	method			smallint,
	saq				smallint,
	destgeo			smallint,
	q2purp1			smallint,
	q5timesflown	smallint,
	q7food			smallint,
	q7store			smallint,
	q7sign			smallint,
	q7wifi			smallint,
	q7all			text,		-- the airport as a whole, 5 to 1, or Blank
	q9restroom		smallint,
	q9all			smallint,
	q10safe			smallint,
	q11tsapre		smallint,
	q13getrate		smallint,
	q14find			smallint,	-- finding one's way, 5 easy to 1; 6 and 0: no answer
	q14passthru		smallint,	-- security, 5 easy to 1; 6 and 0: no answer
	q15problem		smallint,
	netpro			smallint,	-- would recommend, 0 to 10; 11: no answer
	live			smallint,
	age				smallint,
	lang			smallint,
	weight			double precision
);
\ir sfo_survey_2017_2018.sql
COMMIT;
\set ON_ERROR_STOP :on_error_stop_before
\unset on_error_stop_before
