# Ruby on Rails: ActiveRecord
require 'active_record'
require 'stringio'

ActiveRecord::Base.establish_connection(adapter: 'postgresql', host: ENV['PGHOST'], port: ENV['PGPORT'],
                                        username: ENV['PGUSER'], database: ENV['PGDATABASE'])

# config/initializers/tally.rb: schema.rb has the tables with a tally, and `t.tally :scores` works
module Tally
  def initialize_type_map(map = type_map)
    map.register_type 'tally', ActiveRecord::Type::Value.new.tap { |type| def type.type = :tally }
    super
  end
end
adapter = ActiveRecord::ConnectionAdapters::PostgreSQLAdapter
adapter::NATIVE_DATABASE_TYPES[:tally] = { name: 'tally' }
ActiveRecord::ConnectionAdapters::PostgreSQL::TableDefinition.send :define_column_methods, :tally

def dump
  from = ActiveRecord::VERSION::STRING < '7.2' ? :connection : :connection_pool
  ActiveRecord::SchemaDumper.dump(ActiveRecord::Base.send(from), StringIO.new).string
end

abort 'schema.rb has the table as it is' unless dump.include? %q(Could not dump table "daily")
adapter.prepend Tally
ActiveRecord::Base.establish_connection ActiveRecord::Base.remove_connection
abort 'schema.rb lacks the column' unless dump.include? %q(t.tally "scores", null: false)

class Response < ActiveRecord::Base
end

class Daily < ActiveRecord::Base
  self.table_name = 'daily'
  self.primary_key = 'team'
end

# Named as the integer column csat, the result gets its type.
abort 'csat is not truncated' unless Response.select('csat(csat)').take.csat.is_a? Integer
puts "csat\t#{Response.select('csat(csat) AS satisfied').take.satisfied}"
Response.where('score < 9 OR csat = 5').group(:team).order(:team).pluck(:team, Arel.sql('nps(score)')).each do |team, nps|
  puts "team #{team}\t#{nps}"
end
Daily.create!(team: 'new', scores: '{9:3,3:1}')
puts "written\t#{Daily.where(team: 'new').pick(Arel.sql('nps(scores)'))}"
puts "stored\t#{Daily.find('new').scores}"
puts "all\t#{Daily.where.not(team: 'new').pick(Arel.sql('nps(sum(scores))'))}"

# what was dumped can be loaded
ActiveRecord::Schema.verbose = false
ActiveRecord::Schema.define do
  create_table(:loaded, force: true) { |t| t.tally :scores, null: false }
  abort 'loaded as another type' unless columns(:loaded).last.sql_type == 'tally'
  drop_table :loaded
end
