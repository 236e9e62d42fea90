# python3 client.py psycopg2|psycopg|psycopg-binary|pyodbc queries.tsv: each line
# is the name of a query, the type of its value, and the value
import os
import sys

driver, file = sys.argv[1:]
if driver == 'psycopg2':
    import psycopg2 as module
    connection = module.connect('')
    cursor = connection.cursor()
elif driver == 'pyodbc':
    import pyodbc as module
    connection = module.connect('Driver={PostgreSQL Unicode};Servername=%s;Port=%s;Uid=%s;Database=%s' % tuple(
        os.environ[name] for name in ('PGHOST', 'PGPORT', 'PGUSER', 'PGDATABASE')))
    cursor = connection.cursor()
else:
    import psycopg as module
    connection = module.connect('', prepare_threshold=None)
    cursor = connection.cursor(binary=driver == 'psycopg-binary')
mark = '?' if driver == 'pyodbc' else '%s'


def show(name, sql, *values):
    try:
        value = cursor.execute(sql, values) if values else cursor.execute(sql)
        value = cursor.fetchone()[0]
    except module.Error as error:
        connection.rollback()
        print(name, 'error', getattr(error, 'sqlstate', None) or getattr(error, 'pgcode', None) or error.args[0], sep='\t')
        return
    text = '' if value is None else str(value).replace('\n', '\\n')
    print(name, 'null' if value is None else type(value).__name__, text, sep='\t')


for line in open(file):
    show(*line.rstrip('\n').split('\t'))
show('parameter', 'SELECT nps(score) FROM answers WHERE year = ' + mark, 2018)
show('untyped', 'SELECT nps(%s)' % mark, 10)
show('typed', 'SELECT nps(%s::integer)' % mark, 10)
