# asyncpg, without an ORM
import asyncio
import io
import struct

import asyncpg


def encode(answers):
    entries = (struct.pack('!Bq', *entry) for entry in sorted(answers.items()))
    return struct.pack('!BBH', 1, 0, len(answers)) + b''.join(entries)


def decode(data):
    return dict(struct.iter_unpack('!Bq', data[4:]))


async def main():
    connection = await asyncpg.connect()
    print('csat', await connection.fetchval('SELECT csat(csat) FROM responses'), sep='\t')
    for team, nps in await connection.fetch('SELECT team, nps(score) FROM responses WHERE score < $1 OR csat = 5 '
                                            'GROUP BY team ORDER BY team', 9):
        print('team ' + team, nps, sep='\t')
    # It has no binary form of a tally to send, and COPY of records is binary.
    try:
        await connection.copy_records_to_table('daily', records=[('new', '{9:3,3:1}')])
        raise SystemExit('COPY takes a tally as text')
    except asyncpg.InternalClientError as error:
        assert 'no binary format encoder for type tally' in str(error)
    # COPY of text, or the binary form of src/README.md
    await connection.copy_to_table('daily', source=io.BytesIO(b'new\t{9:3,3:1}\n'))
    text = await connection.fetchval("DELETE FROM daily WHERE team = 'new' RETURNING scores")
    assert text == '{3:1,9:3}'
    await connection.set_type_codec('tally', encoder=encode, decoder=decode, format='binary')
    await connection.copy_records_to_table('daily', records=[('new', {9: 3, 3: 1})])
    assert await connection.fetchval("SELECT scores FROM daily WHERE team = 'new'") == {9: 3, 3: 1}
    print('written', await connection.fetchval("SELECT nps(scores) FROM daily WHERE team = 'new'"), sep='\t')
    print('stored', await connection.fetchval("SELECT scores::text FROM daily WHERE team = 'new'"), sep='\t')
    print('all', await connection.fetchval("SELECT nps(sum(scores)) FROM daily WHERE team <> 'new'"), sep='\t')
    await connection.close()


asyncio.run(main())
