// Knex
const knex = require('knex')({ client: 'pg', connection: {} });

async function main() {
	console.log('csat\t' + (await knex('responses').first(knex.raw('csat(csat) AS satisfied'))).satisfied);
	for (const { team, nps } of await knex('responses').select('team', knex.raw('nps(score)')).where('score', '<', 9).orWhere({ csat: 5 }).groupBy('team').orderBy('team'))
		console.log(`team ${team}\t${nps}`);
	await knex('daily').insert({ team: 'new', scores: '{9:3,3:1}' });
	console.log('written\t' + (await knex('daily').first(knex.raw('nps(scores)')).where({ team: 'new' })).nps);
	console.log('stored\t' + (await knex('daily').first('scores').where({ team: 'new' })).scores);
	console.log('all\t' + (await knex('daily').first(knex.raw('nps(sum(scores))')).whereNot({ team: 'new' })).nps);
	// a migration makes the column
	await knex.schema.createTable('made', table => table.specificType('scores', 'tally').notNullable());
	await knex.schema.dropTable('made');
	await knex.destroy();
}

main().catch(error => { console.error(error); process.exit(1); });
