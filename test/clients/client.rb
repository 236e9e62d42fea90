# ruby client.rb queries.tsv: each line is the name of a query, the type of its
# value with a type map, and the value
require 'pg'

connection = PG.connect
connection.type_map_for_results = PG::BasicTypeMapForResults.new(connection)

define_method(:show) do |name, sql, values = []|
  value = connection.exec_params(sql, values).getvalue(0, 0)
  puts [name, value.nil? ? 'null' : value.class.name, value.to_s.gsub("\n", '\n')].join("\t")
rescue PG::Error => e
  puts [name, 'error', e.result.error_field(PG::PG_DIAG_SQLSTATE)].join("\t")
end

File.foreach(ARGV[0]) { |line| show(*line.chomp.split("\t")) }
show('parameter', 'SELECT nps(score) FROM answers WHERE year = $1', [2018])
show('untyped', 'SELECT nps($1)', [10])
show('typed', 'SELECT nps($1::integer)', [10])
