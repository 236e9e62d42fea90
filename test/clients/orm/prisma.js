// Prisma: scores by $queryRaw; counts are BigInt unless they are cast
const assert = require('node:assert');
const { PrismaPg } = require('@prisma/adapter-pg');
const { PrismaClient } = require('@prisma/client');

async function main() {
	const prisma = new PrismaClient({ adapter: new PrismaPg({ host: process.env.PGHOST, port: +process.env.PGPORT, user: process.env.PGUSER, database: process.env.PGDATABASE }) });
	const [{ satisfied, counted, cast }] = await prisma.$queryRaw`SELECT csat(csat) AS satisfied, count(csat) AS counted, count(csat)::integer AS cast FROM responses`;
	assert.strictEqual(counted, BigInt(cast));
	assert.throws(() => JSON.stringify({ counted }), /BigInt/);
	console.log('csat\t' + satisfied);
	for (const { team, nps } of await prisma.$queryRaw`SELECT team, nps(score) FROM responses WHERE score < ${9} OR csat = 5 GROUP BY team ORDER BY team`)
		console.log(`team ${team}\t${nps}`);
	await prisma.$executeRaw`INSERT INTO daily VALUES ('new', ${'{9:3,3:1}'}::tally)`;
	const [day] = await prisma.$queryRaw`SELECT nps(scores), scores::text FROM daily WHERE team = 'new'`;
	console.log(`written\t${day.nps}\nstored\t${day.scores}`);
	const [whole] = await prisma.$queryRaw`SELECT nps(sum(scores)) FROM daily WHERE team <> 'new'`;
	console.log('all\t' + whole.nps);
	// the model is there without the column
	assert.deepStrictEqual(await prisma.daily.findUnique({ where: { team: 'new' } }), { team: 'new' });
	await prisma.$disconnect();
}

main().catch(error => { console.error(error); process.exit(1); });
