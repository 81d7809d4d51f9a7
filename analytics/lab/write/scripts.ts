import type { OutputTable } from './columns.ts';

const byName = (tables: readonly OutputTable[], name: string): OutputTable | undefined =>
  tables.find((table) => table.name === name);

/** `open.R`: loads the .dta or .csv files, declares survival and sequences, prints n. */
export const openR = (
  tables: readonly OutputTable[],
): string => `# Loads the tables of this folder, labels and declares them, prints how many rows each has.
# Usage: Rscript open.R   (packages: haven for .dta, survival; TraMineR where installed)
here <- tryCatch(dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))), error = function(e) ".")
load_table <- function(name) {
  dta <- file.path(here, paste0(name, ".dta"))
  csv <- file.path(here, paste0(name, ".csv"))
  if (file.exists(dta) && requireNamespace("haven", quietly = TRUE)) return(as.data.frame(haven::read_dta(dta)))
  if (file.exists(csv)) return(utils::read.csv(csv, na.strings = "", stringsAsFactors = FALSE))
  stop(paste("no", name, "as .dta or .csv: run joka lab with --format parquet,csv,dta"))
}
${tables.map(({ name }) => `${name} <- load_table("${name}"); cat("${name}: n =", nrow(${name}), "\\n")`).join('\n')}
codebook <- utils::read.csv(file.path(here, "codebook.csv"), stringsAsFactors = FALSE)
for (name in unique(codebook$table)) if (exists(name)) {
  d <- get(name)
  for (v in intersect(names(d), codebook$column[codebook$table == name]))
    attr(d[[v]], "label") <- codebook$meaning[codebook$table == name & codebook$column == v][1]
  assign(name, d)
}
${
  byName(tables, 'survival_long') === undefined
    ? ''
    : `if (requireNamespace("survival", quietly = TRUE)) {
  outcome <- with(survival_long, survival::Surv(tstart, tstop, as.integer(event)))
  cat("survival: rows =", nrow(outcome), "events =", sum(outcome[, "status"]), "persons =", length(unique(survival_long$person)), "\\n")
  curve <- survival::survfit(outcome ~ 1, id = survival_long$person, conf.type = "log-log")
  cat("survival: median =", summary(curve)$table[["median"]], "\\n")
} else cat("survival: not run, the package is not installed\\n")
`
}${
  byName(tables, 'spells') === undefined
    ? ''
    : `if (requireNamespace("TraMineR", quietly = TRUE)) {
  for (alphabet in unique(as.character(haven::as_factor(spells$alphabet)))) {
    own <- spells[as.character(haven::as_factor(spells$alphabet)) == alphabet, ]
    own$status <- as.character(haven::as_factor(own$status))
    own <- as.data.frame(own[, c("person", "begin", "end", "status")])
    states <- TraMineR::seqformat(own, from = "SPELL", to = "STS", id = "person", begin = "begin", end = "end", status = "status", process = FALSE)
    sequences <- TraMineR::seqdef(states)
    cat("spells", alphabet, ": sequences =", nrow(sequences), "\\n")
  }
} else cat("spells: seqdef not run, TraMineR is not installed\\n")
`
}`;

/** `open.do`: the same for Stata. */
export const openDo = (tables: readonly OutputTable[]): string => {
  const lines = tables.map(
    ({ name }) => `use "${name}.dta", clear\ndescribe, short\ndisplay "${name}: n = " _N`,
  );
  if (byName(tables, 'person_period') !== undefined)
    lines.push(
      `use "person_period.dta", clear\nencode person, generate(person_n)\nxtset person_n week_n\nxtdescribe`,
    );
  if (byName(tables, 'survival_long') !== undefined)
    lines.push(
      `use "survival_long.dta", clear\nencode person, generate(person_n)\nstset tstop, id(person_n) failure(event == 1) enter(time tstart)\nstsum`,
    );
  return `* Loads the tables of this folder, declares the panel and survival data, prints how many rows each has.\n* Missing codes: .a not observed, .b refused, .c not applicable.\nversion 14\n${lines.join('\n\n')}\n`;
};

/** `open.py`: the same with DuckDB. */
export const openPy = (
  tables: readonly OutputTable[],
): string => `"""Loads the tables of this folder and prints how many rows each has. Needs the package duckdb."""
import csv, pathlib, sys
import duckdb

here = pathlib.Path(__file__).parent
labels = {}
with open(here / "codebook.csv", newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        labels[(row["table"], row["column"])] = row["meaning"]

def load(name):
    parquet, text = here / f"{name}.parquet", here / f"{name}.csv"
    if parquet.exists():
        return duckdb.read_parquet(str(parquet))
    if text.exists():
        return duckdb.read_csv(str(text))
    sys.exit(f"no {name} as .parquet or .csv")

tables = {}
for name in ${JSON.stringify(tables.map(({ name }) => name))}:
    tables[name] = load(name)
    unlabelled = [c for c in tables[name].columns if (name, c) not in labels]
    print(f"{name}: n = {len(tables[name])}, columns = {len(tables[name].columns)}, without label = {len(unlabelled)}")
`;
