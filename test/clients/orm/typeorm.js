// TypeORM: a column of type tally that synchronize and migrations leave alone
const assert = require('node:assert');
const { DataSource, EntitySchema } = require('typeorm');

const Response = new EntitySchema({
	name: 'Response', tableName: 'responses',
	columns: { id: { type: 'integer', primary: true, generated: 'identity', generatedIdentity: 'ALWAYS' }, team: { type: 'text' }, score: { type: 'integer', nullable: true }, csat: { type: 'integer', nullable: true } },
});
const daily = type => new EntitySchema({
	name: 'Daily', tableName: 'daily', columns: { team: { type: 'text', primary: true }, scores: { type } },
});

async function connect(entity, ...types) {
	const source = new DataSource({ type: 'postgres', host: process.env.PGHOST, port: +process.env.PGPORT, username: process.env.PGUSER, database: process.env.PGDATABASE, entities: [Response, entity] });
	source.driver.supportedDataTypes.push(...types);
	return await source.initialize();
}

// What synchronize would do to the table of tallies
async function changes(source) {
	return (await source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query).filter(query => /"daily"/.test(query));
}

async function main() {
	await assert.rejects(connect(daily('tally')), /tally/);
	const wrong = await connect(daily('text'));
	assert.match((await changes(wrong)).join(), /DROP COLUMN "scores"/);
	await wrong.destroy();

	const source = await connect(daily('tally'), 'tally');
	assert.deepStrictEqual(await changes(source), []);
	const responses = source.getRepository('Response').createQueryBuilder('response');
	console.log('csat\t' + (await responses.clone().select('csat(response.csat)', 'satisfied').getRawOne()).satisfied);
	for (const { team, nps } of await responses.select('team').addSelect('nps(score)', 'nps').where('score < :high OR csat = 5', { high: 9 }).groupBy('team').orderBy('team').getRawMany())
		console.log(`team ${team}\t${nps}`);
	const days = source.getRepository('Daily');
	await days.insert({ team: 'new', scores: '{9:3,3:1}' });
	console.log('written\t' + (await days.createQueryBuilder().select('nps(scores)', 'nps').where({ team: 'new' }).getRawOne()).nps);
	console.log('stored\t' + (await days.findOneBy({ team: 'new' })).scores);
	console.log('all\t' + (await days.createQueryBuilder().select('nps(sum(scores))', 'nps').where("team <> 'new'").getRawOne()).nps);
	await source.destroy();
}

main().catch(error => { console.error(error); process.exit(1); });
