# Rscript client.R queries.tsv: each line is the name of a query, the type of its
# value, and the value
suppressMessages(library(RPostgreSQL))
db <- dbConnect(PostgreSQL(), host = Sys.getenv("PGHOST"), port = Sys.getenv("PGPORT"),
                user = Sys.getenv("PGUSER"), dbname = Sys.getenv("PGDATABASE"))

show_value <- function(name, sql, ...) {
  value <- suppressWarnings(tryCatch(dbGetQuery(db, sql, ...)[[1]], error = function(e) NULL))
  if (is.null(value)) {
    cat(name, "error", "", sep = "\t")
  } else {
    text <- if (is.na(value)) "" else if (is.numeric(value)) format(value, digits = 17) else gsub("\n", "\\\\n", value)
    cat(name, if (is.na(value)) "null" else class(value), text, sep = "\t")
  }
  cat("\n")
}

queries <- read.delim(commandArgs(trailingOnly = TRUE)[1], header = FALSE, quote = "")
for (i in seq_len(nrow(queries))) show_value(queries[i, 1], queries[i, 2])
show_value("parameter", "SELECT nps(score) FROM answers WHERE year = $1", 2018)
show_value("untyped", "SELECT nps($1)", 10)
show_value("typed", "SELECT nps($1::integer)", 10)
