# lme4.R NUMBERS.CSV ITEMS.CSV: variances and predictions of the same model by lme4; microseconds, twice.
suppressMessages({ library(data.table); library(lme4) })
words <- commandArgs(TRUE)
marks <- fread(words[1], showProgress = FALSE)[fread(words[2]), on = "item"]
sheets <- marks[, .(total = 10 * sum(percent * weight) / sum(weight)), by = .(applicant, assessor)]
before <- proc.time()[[3]]
model <- lmer(total ~ 1 + (1 | applicant) + (1 | assessor), sheets, control = lmerControl(calc.derivs = FALSE))
predictions <- ranef(model)
took <- (proc.time()[[3]] - before) * 1e6
cat(took, took, "\n")
