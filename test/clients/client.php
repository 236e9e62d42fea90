<?php
// php client.php queries.tsv: each line is the name of a query, the type of its
// value, and the value
$db = new PDO(sprintf('pgsql:host=%s;port=%s;user=%s;dbname=%s', getenv('PGHOST'), getenv('PGPORT'), getenv('PGUSER'), getenv('PGDATABASE')));
$db->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);

function show($name, $sql, $values = []) {
	global $db;
	try {
		$statement = $db->prepare($sql);
		foreach ($values as $i => $value)
			$statement->bindValue($i + 1, $value, PDO::PARAM_INT);
		$statement->execute();
		$value = $statement->fetchColumn();
		echo $name, "\t", strtolower(gettype($value)), "\t", str_replace("\n", '\n', (string) $value), "\n";
	} catch (PDOException $error) {
		echo $name, "\terror\t", $error->getCode(), "\n";
	}
}

foreach (file($argv[1], FILE_IGNORE_NEW_LINES) as $line)
	show(...explode("\t", $line));
show('parameter', 'SELECT nps(score) FROM answers WHERE year = ?', [2018]);
show('untyped', 'SELECT nps(?)', [10]);
show('typed', 'SELECT nps(?::integer)', [10]);
