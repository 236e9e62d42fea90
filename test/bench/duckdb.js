// The stopwatch for DuckDB, with one thread.
//
//   node duckdb.js FILE load FOLDER       make the database file
//   node duckdb.js FILE time QUERY.sql    print how many milliseconds a query took
//
// A query runs twice and the second time counts, so that the file has been
// read.  As on the server, it is CPU time, until the whole result is there.
'use strict';

const fs = require('fs');
const { DuckDBInstance, version } = require('@duckdb/node-api');

// The columns of the tables; the rows of each are in a file of that name.
const TABLES = {
	response: `id bigint, customer integer, team integer, answered_at timestamp,
		score integer, csat integer, effort integer`,
	survey: `email varchar, channel varchar, answered_at timestamp, score integer`,
};

async function load(connection, folder) {
	for (const [table, columns] of Object.entries(TABLES)) {
		await connection.run(`CREATE TABLE ${table} (${columns})`);
		await connection.run(`COPY ${table} FROM '${folder}/${table}.csv' (FORMAT csv, HEADER false)`);
	}
	await connection.run('CHECKPOINT');
	console.log(`DuckDB: ${version()}`);
}

async function time(connection, file) {
	const query = fs.readFileSync(file, 'utf8');
	await connection.run(query);
	const began = process.cpuUsage();
	await connection.run(query);
	const { user, system } = process.cpuUsage(began);
	console.log((user + system) / 1e3);
}

async function main() {
	const [database, task, file] = process.argv.slice(2);
	const instance = await DuckDBInstance.create(database);
	const connection = await instance.connect();
	await connection.run('SET threads TO 1');
	await { load, time }[task](connection, file);
	connection.closeSync();
}

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
