// Sequelize
const assert = require('node:assert');
const { DataTypes, Op, Sequelize } = require('sequelize');
const sequelize = new Sequelize({ dialect: 'postgres', host: process.env.PGHOST, port: process.env.PGPORT, username: process.env.PGUSER, database: process.env.PGDATABASE, logging: false, define: { timestamps: false } });
const Response = sequelize.define('Response', { team: DataTypes.TEXT, score: DataTypes.INTEGER, csat: DataTypes.INTEGER }, { tableName: 'responses' });
// a type by its name
const Daily = sequelize.define('Daily', { team: { type: DataTypes.TEXT, primaryKey: true }, scores: { type: 'tally', allowNull: false } }, { tableName: 'daily' });
const { fn, col } = Sequelize;

async function main() {
	// A result takes the type of its column, which is an integer.
	assert.ok(Number.isInteger(await Response.aggregate('csat', 'csat')));
	console.log('csat\t' + await Response.aggregate('csat', 'csat', { dataType: DataTypes.DOUBLE }));
	const where = { [Op.or]: [{ score: { [Op.lt]: 9 } }, { csat: 5 }] };
	for (const { team, nps } of await Response.findAll({ attributes: ['team', [fn('nps', col('score')), 'nps']], where, group: 'team', order: ['team'], raw: true }))
		console.log(`team ${team}\t${nps}`);
	await Daily.create({ team: 'new', scores: '{9:3,3:1}' });
	const day = await Daily.findByPk('new', { attributes: ['scores', [fn('nps', col('scores')), 'nps']] });
	console.log('written\t' + day.get('nps'));
	console.log('stored\t' + day.scores);
	const whole = await Daily.findOne({ attributes: [[fn('nps', fn('sum', col('scores'))), 'nps']], where: { team: { [Op.ne]: 'new' } }, raw: true });
	console.log('all\t' + whole.nps);
	await sequelize.close();
}

main().catch(error => { console.error(error); process.exit(1); });
