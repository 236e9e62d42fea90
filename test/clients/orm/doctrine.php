<?php
// Doctrine: its database layer, which migrations compare schemas with
require '/usr/share/php/Doctrine/DBAL/autoload.php';

use Doctrine\DBAL\DriverManager;

function connect()
{
    return DriverManager::getConnection(['driver' => 'pdo_pgsql', 'host' => getenv('PGHOST'), 'port' => getenv('PGPORT'),
        'user' => getenv('PGUSER'), 'dbname' => getenv('PGDATABASE')]);
}

// A table with a tally stops the comparison of the whole schema.
try {
    connect()->createSchemaManager()->introspectTable('daily');
    exit("a tally is a type that Doctrine knows\n");
} catch (Doctrine\DBAL\Exception $error) {
    if (!str_contains($error->getMessage(), 'Unknown database type tally'))
        throw $error;
}
$connection = connect();
// in Symfony: doctrine: dbal: mapping_types: { tally: string }
$connection->getDatabasePlatform()->registerDoctrineTypeMapping('tally', 'string');
$connection->createSchemaManager()->introspectTable('daily');

echo "csat\t", $connection->fetchOne('SELECT csat(csat) FROM responses'), "\n";
$teams = $connection->createQueryBuilder()->select('team', 'nps(score) AS nps')->from('responses')
    ->where('score < :high OR csat = 5')->setParameter('high', 9)->groupBy('team')->orderBy('team');
foreach ($teams->fetchAllAssociative() as $row)
    echo "team {$row['team']}\t{$row['nps']}\n";
$connection->insert('daily', ['team' => 'new', 'scores' => '{9:3,3:1}']);
echo "written\t", $connection->fetchOne("SELECT nps(scores) FROM daily WHERE team = 'new'"), "\n";
echo "stored\t", $connection->fetchOne("SELECT scores FROM daily WHERE team = 'new'"), "\n";
echo "all\t", $connection->fetchOne("SELECT nps(sum(scores)) FROM daily WHERE team <> 'new'"), "\n";
