# datatable.R NUMBERS ITEMS OUT THREADS: the peer data.table, from the file to the ranking.
words <- commandArgs(TRUE)
suppressMessages(library(data.table))
setDTthreads(as.integer(words[4]))
marks <- fread(words[1], colClasses = "integer", showProgress = FALSE)
items <- fread(words[2])
figures <- marks[, .(n = .N, sum = sum(percent), low = min(percent), high = max(percent)), by = .(applicant, item)]
figures[, points := fifelse(n >= 3L, (sum - low - high) / pmax(n - 2L, 1L), sum / n) * items$weight[item] / 100]
ranking <- figures[, .(total = round(sum(points), 6)), by = applicant]
ranking[, rank := frank(-total, ties.method = "min")]
setorder(ranking, rank, applicant)
ranking[, total := sprintf("%.6f", total)]
fwrite(ranking, words[3])
