# SQLAlchemy, and what Alembic makes of a table with a rollup
import os

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Date, Integer, MetaData, Table, Text, create_engine, func, inspect, or_, select
from sqlalchemy.types import UserDefinedType

engine = create_engine('postgresql+psycopg2://%s@/%s?host=%s&port=%s' % tuple(
    os.environ[name] for name in ('PGUSER', 'PGDATABASE', 'PGHOST', 'PGPORT')), future=True)


class Tally(UserDefinedType):
    cache_ok = True

    def get_col_spec(self):
        return 'tally'


# So that reflection knows it, too
engine.dialect.ischema_names['tally'] = Tally

metadata = MetaData()
responses = Table('responses', metadata,
                  Column('id', Integer, primary_key=True), Column('team', Text, nullable=False),
                  Column('score', Integer), Column('csat', Integer))
daily = Table('daily', metadata, Column('team', Text, primary_key=True), Column('scores', Tally, nullable=False))

with engine.connect() as connection:
    def value(query):
        return connection.execute(query).scalar()

    print('csat', value(select(func.csat(responses.c.csat))), sep='\t')
    some = or_(responses.c.score < 9, responses.c.csat == 5)
    for team, nps in connection.execute(select(responses.c.team, func.nps(responses.c.score).filter(some))
                                        .group_by(responses.c.team).order_by(responses.c.team)):
        print('team ' + team, nps, sep='\t')
    connection.execute(daily.insert(), [{'team': 'new', 'scores': '{9:3,3:1}'}])
    print('written', value(select(func.nps(daily.c.scores)).where(daily.c.team == 'new')), sep='\t')
    print('stored', value(select(daily.c.scores).where(daily.c.team == 'new')), sep='\t')
    print('all', value(select(func.nps(func.sum(daily.c.scores))).where(daily.c.team != 'new')), sep='\t')
    assert isinstance(inspect(connection).get_columns('daily')[1]['type'], Tally)

    # The log of a rollup is a table that no model has, so Alembic drops it, unless
    # it is in a schema of its own.
    def dropped():
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
        return [table.name for difference, table in (d for d in differences if d[0] == 'remove_table')]

    connection.exec_driver_sql('CREATE TABLE rated (team text, day date, score integer)')
    Table('rated', metadata, Column('team', Text), Column('day', Date), Column('score', Integer))
    before = dropped()
    connection.exec_driver_sql("SELECT rollup_create('rated', 'day', '{nps: score}')")
    assert set(dropped()) - set(before) == {'rated_rollup_log'}
    connection.exec_driver_sql("SELECT rollup_drop('rated_rollup'); CREATE SCHEMA metrics")
    connection.exec_driver_sql("SELECT rollup_create('rated', 'day', '{nps: score}', schema => 'metrics')")
    assert dropped() == before
