// Kysely: in the interface of the database a tally is a string
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

const db = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool() }) });
const satisfied = await db.selectFrom('responses').select(({ fn }) => fn.agg('csat', ['csat']).as('satisfied')).executeTakeFirstOrThrow();
console.log('csat\t' + satisfied.satisfied);
const teams = await db.selectFrom('responses')
	.select(({ fn }) => ['team', fn.agg('nps', ['score']).filterWhere(({ eb }) => eb('score', '<', 9).or('csat', '=', 5)).as('nps')])
	.groupBy('team').orderBy('team').execute();
for (const { team, nps } of teams)
	console.log(`team ${team}\t${nps}`);
await db.insertInto('daily').values({ team: 'new', scores: '{9:3,3:1}' }).execute();
const day = await db.selectFrom('daily').select(({ fn }) => ['scores', fn('nps', ['scores']).as('nps')]).where('team', '=', 'new').executeTakeFirstOrThrow();
console.log(`written\t${day.nps}\nstored\t${day.scores}`);
const whole = await db.selectFrom('daily').select(({ fn }) => fn('nps', [fn.sum('scores')]).as('nps')).where('team', '<>', 'new').executeTakeFirstOrThrow();
console.log('all\t' + whole.nps);
await db.destroy();
