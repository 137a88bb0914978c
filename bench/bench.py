#!/usr/bin/env python3
"""Runs each of accolade's operations beside its bound and its peers, in one run, and says how many times longer it takes.

    bench.py BUILD SCALE...      scales 1k 10k 100k 1m; make bench and make bench-quick call it

A bound (bound.h) is the least program that does the job at all, on one thread; "bound on 2" among the peers is the same on two. Within a round every program of an operation runs once, so
that what else this machine does falls on all of them; a ratio is the median of the rounds' ratios, with the smallest and the
largest behind it. Times are of whole processes, start to end. "cpu" is the ratio of processor time alone: on a busy
machine it is the truer one. The goals of start and painting were set in milliseconds; so that they mean the same on every
machine they are told in times of what took 2.5 ms (loading the libraries) and 76 us (a key in less) where they were set.
Data and results stay in BUILD/bench: results.json has every single run.
"""
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SCALES = {"1k": 1000, "10k": 10000, "100k": 100000, "1m": 1000000}
ROUNDS = {"1k": 9, "10k": 5, "100k": 3, "1m": 3}
SETTLED_MS = {"1k": 250, "10k": 250, "100k": 250, "1m": 3000}  # so long nothing, and the first screen is there
RANK_SQL = os.path.join(HERE, "rank.sql")
# What one would write without knowing the queries, and what suits the ranking best.
BY_SCORESHEET, BY_ITEM = (
    "CREATE TABLE score(applicant INTEGER NOT NULL, assessor INTEGER NOT NULL, item INTEGER NOT NULL, percent INTEGER NOT NULL, "
    "PRIMARY KEY(%s)) WITHOUT ROWID" % key for key in ("applicant, assessor, item", "applicant, item, assessor"))


class Case:
    """One program: its words, what must be done before each run, and where its output goes."""

    def __init__(self, *words, before=None, out=os.devnull, latency=False):
        self.words, self.before, self.out, self.latency = [str(word) for word in words], before, out, latency

    def run(self):
        if self.before:
            self.before()
        with open(self.out, "wb") as out, open(os.devnull, "rb") as nothing:
            start = time.perf_counter()
            pid = os.posix_spawnp(self.words[0], self.words, os.environ, file_actions=[
                (os.POSIX_SPAWN_DUP2, nothing.fileno(), 0), (os.POSIX_SPAWN_DUP2, out.fileno(), 1)])
            _, status, usage = os.wait4(pid, 0)
            wall = time.perf_counter() - start
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit("failed: " + " ".join(self.words))
        run = {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak_mb": round(usage.ru_maxrss / 1024, 1)}
        return run | self.read_latency() if self.latency else run

    def read_latency(self):
        """A program that prints microseconds times itself: the last but one is the median, the last the 99th of a hundred."""
        with open(self.out, encoding="utf-8") as file:
            numbers = [float(word) * 1e-6 for word in file.read().split()]
        return {"wall": numbers[-2], "cpu": numbers[-2], "p99": numbers[-1], "start": numbers[0]}


class Once(Case):
    """A program that takes long and does the work of several operations: it runs once for all of them."""

    kept = None

    def run(self):
        self.kept = self.kept or super().run()
        return self.kept


class Operation:
    def __init__(self, name, ours, bounds=(), peers=None, goal=None, rounds=None):
        self.name, self.ours, self.bounds, self.peers = name, ours, list(bounds), peers or {}
        self.goal, self.rounds = goal, rounds  # goal: times the bound


class Scale:
    """The data and databases of one size, and the operations on them."""

    def __init__(self, build, name):
        self.name, self.n, self.build = name, SCALES[name], build
        self.folder = os.path.join(build, "bench", name)
        self.tool = os.path.join(build, "accolade")
        self.node = shutil.which("node") if os.path.isdir(os.environ.get("ACCOLADE_DUCKDB", ".") + "/node_modules/@duckdb") else None
        self.r = shutil.which("Rscript")

    def at(self, name):
        return os.path.join(self.folder, name)

    def bound(self, name, *words):
        return Case(os.path.join(self.build, "bench", "bound_" + name), *words)

    def accolade(self, db, *words, **more):
        return Case(self.tool, "--db", self.at(db), *words, **more)

    def quietly(self, *words):
        subprocess.run([str(word) for word in words], check=True, stdout=subprocess.DEVNULL)

    def remove(self, *names):
        for name in names:
            for end in ("", "-wal", "-shm", ".wal"):
                if os.path.exists(self.at(name) + end):
                    os.unlink(self.at(name) + end)

    def make(self):
        if not os.path.exists(self.at("made")):
            self.quietly(sys.executable, os.path.join(HERE, "cycle.py"), self.n, self.folder)
            open(self.at("made"), "w", encoding="utf-8").close()
        if self.n <= 10000 and not os.path.exists(self.at("sheets.csv")):
            self.sort_by_assessor()
        self.remove("base.db")
        self.accolade("base.db", "init", "--criteria", "gbt19580-2012", "--rules", "plain", "--set", "combine=trimmed", "--set", "drop=1",
                      "--title", self.name).run()
        for what in ("applicants", "assessors", "assignments"):
            self.accolade("base.db", "import", what, self.at(what + ".csv")).run()

    def sort_by_assessor(self):
        """The same scores as they come when each assessor hands in a file and somebody puts them together. In a process of its own: what this one has
        in memory, those it starts have to their account."""
        self.quietly("sh", "-c", "{ sed -n 1p $0; sed 1d $0 | LC_ALL=C sort -s -t, -k2,2; } >$1", self.at("scores.csv"), self.at("sheets.csv"))

    def fresh(self):
        self.remove("award.db")
        shutil.copy(self.at("base.db"), self.at("award.db"))

    def cool(self, *names):
        """Lets the system forget what it keeps of the files in memory."""
        for name in names:
            with open(self.at(name), "rb") as file:
                os.fdatasync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def returned(self):
        """A copy of the record in which the assessor of the first scorebooks may change them."""
        self.remove("mark.db", "commit.db")
        shutil.copy(self.at("award.db"), self.at("mark.db"))
        shutil.copy(self.at("bound.db"), self.at("commit.db"))
        with open(self.at("assignments.csv"), encoding="utf-8") as file:
            pairs = [line.strip().split(",") for line in file if ",EX000001" in line][:3]
        for applicant, assessor in pairs:
            self.quietly(self.tool, "--db", self.at("mark.db"), "return", applicant, assessor, "--reason", "bench")

    def duck(self, job, *words, threads=(2,)):
        return {"duckdb on %d" % n: Case(self.node, os.path.join(HERE, "duckdb.mjs"), job, *words, n) for n in threads} if self.node else {}

    def shell(self, db, table):
        """SQLite's shell taking in the scores."""
        return Case("sqlite3", self.at(db), "PRAGMA journal_mode=WAL", "PRAGMA cache_size=-262144", table, ".mode csv",
                    ".import --skip 1 %s score" % self.at("numbers.csv"), before=lambda: self.remove(db))

    def shell_by_scoresheet(self):
        if not os.path.exists(self.at("sheet.db")):
            self.shell("sheet.db", BY_SCORESHEET).run()

    def sql(self, db, **more):
        return Case("sqlite3", self.at(db), ".mode csv", "DROP TABLE IF EXISTS item", "CREATE TABLE item(item INTEGER PRIMARY KEY, weight)",
                    ".import --skip 1 %s item" % self.at("items.csv"), ".read " + RANK_SQL, out=self.at("sql.csv"), **more)

    def imports(self):
        peers = {"sqlite3": self.shell("cli.db", BY_ITEM)}
        peers |= self.duck("load", self.at("numbers.csv"), self.at("duck.db"), threads=(1, 2))
        bound = self.bound("load", self.at("numbers.csv"), self.at("bound.db"))
        bound.before = lambda: self.remove("bound.db")
        if self.n <= 10000:
            yield Operation("import, by assessor", self.accolade("award.db", "import", "scores", self.at("sheets.csv"), before=self.fresh), [bound], rounds=3)
        yield Operation("import", self.accolade("award.db", "import", "scores", self.at("scores.csv"), before=self.fresh), [bound], peers, 1.6)

    def ranks(self):
        peers = {"sql by item": self.sql("cli.db")}
        if self.n == 100000:  # where the goal is set; making its table takes longer than all else here
            peers["sql by scoresheet"] = self.sql("sheet.db", before=self.shell_by_scoresheet)
        peers |= self.duck("rank", self.at("duck.db"), self.at("items.csv"), self.at("duck.csv"))
        if self.r:
            peers["data.table"] = Case(self.r, os.path.join(HERE, "datatable.R"), self.at("numbers.csv"), self.at("items.csv"), self.at("dt.csv"), "2")
        bound, cold, on_two = (self.bound("rank", self.at("bound.db"), self.at("bound.csv"), threads) for threads in (1, 1, 2))
        ours = self.accolade("award.db", "rank", "--format", "csv", out=self.at("rank.csv"))
        yield Operation("rank", ours, [bound], {"bound on 2": on_two} | peers, 1.5)
        ours = self.accolade("award.db", "rank", "--format", "csv")
        cold.before, ours.before = lambda: self.cool("bound.db"), lambda: self.cool("award.db")
        yield Operation("rank, cold", ours, [cold])

    def exports(self):
        peers = {"sqlite3": Case("sqlite3", "-csv", self.at("cli.db"), "SELECT * FROM score", out=self.at("out.csv"))}
        peers |= self.duck("export", self.at("duck.db"), self.at("out.csv"))
        bound = self.bound("export", self.at("bound.db"), self.at("out.csv"))
        ours = self.accolade("award.db", "export", "scores", "--output", self.at("out.csv"))
        for case in (bound, ours, *peers.values()):  # a file cut to nothing goes to the disk when it is closed, and slows down who comes next
            case.before = lambda: self.remove("out.csv")
        yield Operation("export", ours, [bound], peers, 1.4)
        for form in ("html", "csv", "json"):
            yield Operation("report " + form, self.accolade("award.db", "report", "ranking", "--format", form, "--output", self.at("out.csv")))

    def looks(self):
        scan, on_two = (self.bound("scan", self.at("bound.db"), threads) for threads in (1, 2))
        rank = self.bound("rank", self.at("bound.db"), self.at("bound.csv"), 1)
        yield Operation("verify", self.accolade("award.db", "verify"), [scan, self.bound("digest", self.n * 7), rank], None, 2.0)
        yield Operation("check", self.accolade("award.db", "check", "--format", "json"), [scan], {"bound on 2": on_two}, 6.0)
        yield Operation("agreement", self.accolade("award.db", "agreement", "--format", "json"), [scan], rounds=1)
        yield from self.models()

    def models(self):
        """Severity: least squares; components: with them the variances and both factors' predictions. Each times itself."""
        lme4 = Once(self.r, os.path.join(HERE, "lme4.R"), self.at("numbers.csv"), self.at("items.csv"), out=self.at("lme4.txt"), latency=True)
        for name, what in (("severity", "squares"), ("variance components", "blup")):
            ours, bound = (Case(os.path.join(self.build, "bench", program), self.at("bound.db"), what, out=self.at("model.txt"), latency=True)
                           for program in ("severity", "bound_severity"))
            yield Operation(name, ours, [bound], {"lme4": lme4} if self.r and self.n <= 1000 else {}, 3.0)

    def presses(self):
        build = os.path.join(self.build, "bench")
        times = 1000  # the first hundred find the database cold
        mark = Case(os.path.join(build, "mark"), self.at("mark.db"), "EX000001", times, out=self.at("mark.txt"), latency=True)
        commit = Case(os.path.join(build, "bound_commit"), self.at("commit.db"), times, out=self.at("commit.txt"), before=self.returned, latency=True)
        yield Operation("one mark saved", mark, [commit], None, 1.5, rounds=3)
        spin = {"git": Case("git", "--version"), "sqlite3": Case("sqlite3", ":memory:", "SELECT 1")}
        yield Operation("start --version", Case(self.tool, "--version"), [Case(os.path.join(build, "bound_start"))], spin, 1.6, rounds=21)
        yield Operation("start status", self.accolade("award.db", "status"), [Case(os.path.join(build, "bound_start"))], None,
                        4.0 if self.n == 10000 else None)
        paint, out = (os.path.join(build, "paint"), SETTLED_MS[self.name]), self.at("paint.txt")
        less, vim = (Case(*paint, 40, "jk", *words, self.at("scores.csv"), out=out, latency=True) for words in (("less",), ("vim", "-n", "-R")))
        yield Operation("key to paint", Case(*paint, 100, "jk", self.tool, "--db", self.at("award.db"), out=out, latency=True),
                        [less] if shutil.which("less") else [], {"vim": vim} if shutil.which("vim") and self.n <= 100000 else {}, 5.3 if self.n <= 10000 else None,
                        rounds=3 if self.n >= 10000 else 1)

    def operations(self):
        for group in (self.imports, self.ranks, self.exports, self.looks, self.presses):
            yield from group()

    def same_ranking(self):
        """Do accolade and its bound rank the same applicants in the same places?"""
        with open(self.at("rank.csv"), encoding="utf-8-sig") as file:
            ours = [(int(cells[1][2:]), int(cells[0])) for cells in (line.split(",", 2) for line in file if line[0].isdigit())]
        with open(self.at("bound.csv"), encoding="utf-8") as file:
            bound = [(int(cells[0]), int(cells[2])) for cells in (line.split(",") for line in file if line[0].isdigit())]
        return ours == bound and len(ours) > self.n * 0.99

    def clear(self):
        self.remove("award.db", "bound.db", "cli.db", "sheet.db", "duck.db", "mark.db", "commit.db", "out.csv", "rank.csv", "bound.csv", "model.txt", "lme4.txt", "sql.csv", "duck.csv", "dt.csv")
        if self.n >= 1000000:
            shutil.rmtree(self.folder)


def measure(operation, scale):
    rounds = operation.rounds or ROUNDS[scale.name]
    runs = {"accolade": [], "bound": []} | {name: [] for name in operation.peers}
    for i in range(rounds):
        parts = [bound.run() for bound in operation.bounds]
        if parts:
            runs["bound"].append({key: sum(part[key] for part in parts) for key in ("wall", "cpu")} | {"peak_mb": max(part["peak_mb"] for part in parts)})
        runs["accolade"].append(operation.ours.run())
        for name, peer in operation.peers.items():
            if i == 0 or name == "bound on 2":  # the others take three to a thousand times as long
                runs[name].append(peer.run())
    return runs


def median(runs, key="wall"):
    return statistics.median(run[key] for run in runs)


def ratios(runs, key):
    return [ours[key] / max(bound[key], 1e-9) for ours, bound in zip(runs["accolade"], runs["bound"])]


def told(seconds):
    return "%.0f us" % (seconds * 1e6) if seconds < 1e-3 else "%.2f ms" % (seconds * 1e3) if seconds < 1 else "%.2f s" % seconds


def compare(operation, runs):
    """The columns ratio, spread, cpu, goal of a line."""
    if not runs["bound"]:
        return [""] * 5
    wall, cpu = ratios(runs, "wall"), ratios(runs, "cpu")
    goal = "<= %.1f" % operation.goal if operation.goal else ""
    met = "" if not goal else "yes" if statistics.median(wall) <= operation.goal else "no"
    return ["%.2f" % statistics.median(wall), "%.2f-%.2f" % (min(wall), max(wall)), "%.2f" % statistics.median(cpu), goal, met]


def line(operation, runs, scale):
    ours = runs["accolade"]
    peers = ["%s %.1fx" % (name, median(runs[name]) / median(ours)) for name in operation.peers if runs[name]]
    extra = ["p99 " + told(median(ours, "p99"))] if "p99" in ours[0] else []
    extra += ["first screen " + told(median(ours, "start"))] if operation.name == "key to paint" else []
    return [operation.name, scale.name, told(median(ours)), told(median(runs["bound"])) if runs["bound"] else ""] + compare(operation, runs) + [
        "%.0f" % median(ours, "peak_mb"), ", ".join(peers + extra)]


def print_table(head, lines):
    print("\n| " + " | ".join(head) + " |\n|" + " --- |" * len(head))
    for cells in lines:
        print("| " + " | ".join(cells) + " |")
    sys.stdout.flush()


def exponents(results, first, last):
    """How processor time grows with the number of marks, 1 being in proportion: accolade's and that of the bound, which feels the memory and the disk alike."""
    lines, by_name = [], {}
    for result in results:
        by_name.setdefault(result["operation"], {})[result["scale"]] = result["runs"]
    for name, runs in by_name.items():
        if first in runs and last in runs:
            lines.append([name] + [grown(runs[first][who], runs[last][who], SCALES[last] / SCALES[first]) for who in ("accolade", "bound")])
    return lines


def grown(small, large, times):
    if not small or not large or median(small, "cpu") <= 0:
        return ""
    return "%.2f" % (math.log(median(large, "cpu") / median(small, "cpu")) / math.log(times))


def main():
    build, names, results = os.path.abspath(sys.argv[1]), sys.argv[2:], []
    head = ["operation", "scale", "accolade", "bound", "ratio", "spread", "cpu", "goal", "met", "MB", "peers take, and notes"]
    for name in names:
        scale, lines = Scale(build, name), []
        scale.make()
        for operation in scale.operations():
            runs = measure(operation, scale)
            lines.append(line(operation, runs, scale))
            results.append({"operation": operation.name, "scale": name, "goal": operation.goal, "runs": runs})
        print_table(head, lines)
        print("\nthe bound and accolade rank %s" % ("alike" if scale.same_ranking() else "DIFFERENTLY"))
        scale.clear()
    if len(names) > 1:
        for first in names[:2] if len(names) > 2 else names[:1]:
            print_table(["growth of processor time, %s to %s" % (first, names[-1]), "accolade", "bound"], exponents(results, first, names[-1]))
    missing = [peer for peer, there in (("DuckDB (node, ACCOLADE_DUCKDB)", Scale(build, names[0]).node), ("data.table, lme4 (Rscript)", shutil.which("Rscript"))) if not there]
    print("\nnot installed, so not measured: %s\nevery run: %s" % (", ".join(missing) or "none", os.path.join(build, "bench", "results.json")))
    with open(os.path.join(build, "bench", "results.json"), "w", encoding="utf-8") as file:
        json.dump({"machine": os.uname().machine, "processors": os.cpu_count(), "results": results}, file, indent=1)


if __name__ == "__main__":
    main()
