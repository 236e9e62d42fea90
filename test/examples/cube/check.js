// node check.js: waits for the server and prints "query|row..." for three queries
const crypto = require('crypto');
const base = `http://127.0.0.1:${process.env.PORT}/cubejs-api/v1/load`;
const encode = value => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ exp: Math.floor(Date.now() / 1000) + 3600 })}`;
const token = `${unsigned}.${crypto.createHmac('sha256', process.env.CUBEJS_API_SECRET).update(unsigned).digest('base64url')}`;

const queries = {
	rows: { measures: ['answers.nps', 'answers.nps_area_a', 'answers.answered', 'answers.interviews'], dimensions: ['answers.year'], order: { 'answers.year': 'asc' } },
	areas: { measures: ['daily.nps', 'daily.nps_low'], dimensions: ['daily.area'], order: { 'daily.area': 'asc' } },
	total: { measures: ['daily.nps'] },
};

async function load(query) {
	for (let tries = 0; tries < 60; tries++) {
		try {
			const response = await fetch(base, {
				method: 'POST',
				headers: { Authorization: token, 'Content-Type': 'application/json' },
				body: JSON.stringify({ query }),
			});
			const result = await response.json();
			if (result.data) return result.data;
			if (result.error !== 'Continue wait') throw new Error(result.error);
		} catch (error) {
			if (error.cause === undefined) throw error;
		}
		await new Promise(resolve => setTimeout(resolve, 1000));
	}
	throw new Error('no answer');
}

async function main() {
	for (const [name, query] of Object.entries(queries))
		for (const row of await load(query))
			console.log([name, ...(query.dimensions || []).map(d => row[d]), ...query.measures.map(m => row[m])].join('|'));
}

main().catch(error => { console.error(error); process.exit(1); });
