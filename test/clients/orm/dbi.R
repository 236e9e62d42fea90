# R: DBI
library(DBI)
options(digits = 17)
connection <- dbConnect(RPostgreSQL::PostgreSQL(), host = Sys.getenv("PGHOST"), port = as.integer(Sys.getenv("PGPORT")),
                        user = Sys.getenv("PGUSER"), dbname = Sys.getenv("PGDATABASE"))
value <- function(sql) suppressWarnings(dbGetQuery(connection, sql)[[1]])

cat("csat", value("SELECT csat(csat) FROM responses"), sep = "\t", fill = TRUE)
teams <- dbGetQuery(connection, "SELECT team, nps(score) AS nps FROM responses WHERE score < $1 OR csat = 5 GROUP BY team ORDER BY team", list(9L))
for (i in seq_len(nrow(teams)))
  cat(paste("team", teams$team[i]), format(teams$nps[i]), sep = "\t", fill = TRUE)
# dbWriteTable() copies text, which a tally reads.
invisible(dbWriteTable(connection, "daily", data.frame(team = "new", scores = "{9:3,3:1}"), append = TRUE, row.names = FALSE))
cat("written", value("SELECT nps(scores) FROM daily WHERE team = 'new'"), sep = "\t", fill = TRUE)
cat("stored", value("SELECT scores FROM daily WHERE team = 'new'"), sep = "\t", fill = TRUE)
cat("all", format(value("SELECT nps(sum(scores)) FROM daily WHERE team <> 'new'")), sep = "\t", fill = TRUE)
invisible(dbDisconnect(connection))
