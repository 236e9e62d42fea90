// Drizzle: a column type of three lines
const { eq, lt, ne, or, sql } = require('drizzle-orm');
const { drizzle } = require('drizzle-orm/node-postgres');
const { customType, integer, pgTable, text } = require('drizzle-orm/pg-core');
const { Pool } = require('pg');

const tally = customType({ dataType: () => 'tally' });
const responses = pgTable('responses', { team: text(), score: integer(), csat: integer() });
const daily = pgTable('daily', { team: text().primaryKey(), scores: tally().notNull() });

async function main() {
	const pool = new Pool();
	const db = drizzle(pool);
	const [{ satisfied }] = await db.select({ satisfied: sql`csat(${responses.csat})` }).from(responses);
	console.log('csat\t' + satisfied);
	const teams = await db.select({ team: responses.team, nps: sql`nps(${responses.score})` }).from(responses)
		.where(or(lt(responses.score, 9), eq(responses.csat, 5))).groupBy(responses.team).orderBy(responses.team);
	for (const { team, nps } of teams)
		console.log(`team ${team}\t${nps}`);
	await db.insert(daily).values({ team: 'new', scores: '{9:3,3:1}' });
	const [day] = await db.select({ scores: daily.scores, nps: sql`nps(${daily.scores})` }).from(daily).where(eq(daily.team, 'new'));
	console.log(`written\t${day.nps}\nstored\t${day.scores}`);
	const [whole] = await db.select({ nps: sql`nps(sum(${daily.scores}))` }).from(daily).where(ne(daily.team, 'new'));
	console.log('all\t' + whole.nps);
	await pool.end();
}

main().catch(error => { console.error(error); process.exit(1); });
