// node client.js pg|postgres queries.tsv: each line is the name of a query, the
// type of its value, and the value
const fs = require('fs');
const [driver, file] = process.argv.slice(2);

function connect() {
	if (driver === 'pg') {
		const { Client } = require('pg');
		const client = new Client();
		return {
			open: () => client.connect(),
			query: async (sql, values) => (await client.query({ text: sql, values, rowMode: 'array' })).rows[0][0],
			close: () => client.end(),
		};
	}
	const sql = require('postgres')({ host: process.env.PGHOST, port: process.env.PGPORT, user: process.env.PGUSER, prepare: false });
	return {
		open: async () => {},
		query: async (text, values) => (await sql.unsafe(text, values).values())[0][0],
		close: () => sql.end(),
	};
}

function show(name, value) {
	const text = value === null ? '' : String(value).replace(/\n/g, '\\n');
	console.log([name, value === null ? 'null' : typeof value, text].join('\t'));
}

async function main() {
	const client = connect();
	await client.open();
	for (const line of fs.readFileSync(file, 'utf8').trim().split('\n')) {
		const [name, sql] = line.split('\t');
		show(name, await client.query(sql));
	}
	show('parameter', await client.query('SELECT nps(score) FROM answers WHERE year = $1', [2018]));
	try {
		show('untyped', await client.query('SELECT nps($1)', [10]));
	} catch (error) {
		console.log('untyped\terror\t' + error.code);
	}
	show('typed', await client.query('SELECT nps($1::integer)', [10]));
	await client.close();
}

main().catch(error => { console.error(error); process.exit(1); });
