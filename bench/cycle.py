#!/usr/bin/env python3
"""Makes an award cycle to measure with: N applicants, a panel of seven each, 23 items of GB/T 19580-2012.

    cycle.py N FOLDER

The same N gives the same files to the byte, however many processors work on them. Python's standard library only.

Applicants have a level and items a difficulty; assessors are lenient or strict, and a few of them spread a halo, are
erratic or stay in the middle. A mark is what all that gives, to the next 5 percent. One mark in a hundred is missing, so
are three scorebooks in a thousand, and three marks in a thousand lie far off.

    applicants.csv assessors.csv assignments.csv scores.csv     as accolade imports them
    numbers.csv         applicant,assessor,item,percent         the same marks as numbers, for the bounds and the peers
    items.csv           item,weight                             likewise
"""
import os
import random
import sys
from multiprocessing import get_context

ITEMS = [("4.1.2", 50), ("4.1.3", 30), ("4.1.4", 30), ("4.2.2", 40), ("4.2.3", 50), ("4.3.2", 40), ("4.3.3", 50), ("4.4.2", 60),
         ("4.4.3", 15), ("4.4.4", 20), ("4.4.5", 15), ("4.4.6", 10), ("4.4.7", 10), ("4.5.2", 50), ("4.5.3", 50), ("4.6.2", 40),
         ("4.6.3", 40), ("4.7.2", 80), ("4.7.3", 80), ("4.7.4", 80), ("4.7.5", 60), ("4.7.6", 50), ("4.7.7", 50)]
PANEL, LOAD, CHUNK = 7, 20, 1000
MISSING_MARK, MISSING_BOOK, FAR_OFF = 0.01, 0.003, 0.003
FILES = ("scores.csv", "numbers.csv", "assignments.csv", "applicants.csv")
HEADS = ("applicant,assessor,item,mark\n", "applicant,assessor,item,percent\n", "applicant,assessor\n", "applicant,name\n")
cycle = {}


def dice(*path):
    return random.Random("accolade:" + ":".join(map(str, path)))


def deal_panels(n, assessors):
    """PANEL different assessors for each applicant, LOAD applicants for each assessor."""
    draw = dice("panels")
    seats = [1 + i % assessors for i in range(n * PANEL)]
    draw.shuffle(seats)
    for first in range(0, n * PANEL, PANEL):
        for seat in range(first, first + PANEL):
            while seats[seat] in seats[first:seat]:
                other = draw.randrange(n * PANEL)
                home = other - other % PANEL
                if seats[seat] in seats[home:home + PANEL] or seats[other] in seats[first:first + PANEL]:
                    continue
                seats[seat], seats[other] = seats[other], seats[seat]
    return seats


def judge(draw, levels, overall, assessor):
    """One scorebook: a mark per item, None where there is none."""
    kind, severity = assessor
    gauss, chance = draw.gauss, draw.random
    shift = gauss(0.0, 7.5 if kind == "erratic" else 3.0) - severity
    spread = {"erratic": 17.5, "halo": 2.1}.get(kind, 7.0)
    marks = []
    for level in levels:
        x = 0.1 * level + 0.9 * overall if kind == "halo" else level
        x += shift + gauss(0.0, spread)
        if kind == "middle":
            x = 50.0 + 0.4 * (x - 50.0)
        luck = chance()
        if luck > 1.0 - FAR_OFF:
            x += 35.0 if x < 50.0 else -35.0
        marks.append(None if luck < MISSING_MARK else 5 * min(20, max(0, int(x * 0.2 + 0.5))))
    return marks


def make_chunk(chunk):
    draw = dice("chunk", chunk)
    out = tuple([] for _ in FILES)
    scores, numbers, assignments, applicants = out
    codes = ["%s," % code for code, _ in ITEMS]
    for no in range(chunk * CHUNK + 1, min(cycle["n"], (chunk + 1) * CHUNK) + 1):
        level = draw.gauss(45.0, 10.0)
        levels = [level + easy + draw.gauss(0.0, 6.0) for easy in cycle["easy"]]
        overall = sum(x * weight for x, (_, weight) in zip(levels, ITEMS)) / 1000.0
        applicants.append("AP%07d,申报单位AP%07d\n" % (no, no))
        for assessor in cycle["seats"][(no - 1) * PANEL:no * PANEL]:
            assignments.append("AP%07d,EX%06d\n" % (no, assessor))
            if draw.random() < MISSING_BOOK:
                continue
            pair, plain = "AP%07d,EX%06d," % (no, assessor), "%d,%d," % (no, assessor)
            for i, mark in enumerate(judge(draw, levels, overall, cycle["assessors"][assessor])):
                if mark is not None:
                    scores.append("%s%s%d\n" % (pair, codes[i], mark))
                    numbers.append("%s%d,%d\n" % (plain, i + 1, mark))
    return ["".join(lines).encode() for lines in out]


def prepare(n):
    assessors = max(2 * PANEL, -(-n * PANEL // LOAD))
    draw = dice("assessors")
    kinds = ["halo"] * 6 + ["erratic"] * 4 + ["middle"] * 4 + ["normal"] * 86
    cycle.update(n=n, seats=deal_panels(n, assessors), assessors=[None] + [(draw.choice(kinds), draw.gauss(0.0, 5.0)) for _ in range(assessors)])
    draw = dice("items")
    cycle.update(easy=[draw.gauss(0.0, 4.0) for _ in ITEMS])


def write_small(folder):
    with open(os.path.join(folder, "assessors.csv"), "w", encoding="utf-8") as file:
        file.write("assessor,name\n" + "".join("EX%06d,评审员EX%06d\n" % (a, a) for a in range(1, len(cycle["assessors"]))))
    with open(os.path.join(folder, "items.csv"), "w", encoding="utf-8") as file:
        file.write("item,weight\n" + "".join("%d,%d\n" % (i + 1, weight) for i, (_, weight) in enumerate(ITEMS)))


def make(n, folder):
    os.makedirs(folder, exist_ok=True)
    prepare(n)
    write_small(folder)
    files = [open(os.path.join(folder, name), "wb", 1 << 20) for name in FILES]
    for file, head in zip(files, HEADS):
        file.write(head.encode())
    with get_context("fork").Pool() as workers:
        for parts in workers.imap(make_chunk, range(-(-n // CHUNK))):
            for file, part in zip(files, parts):
                file.write(part)
    for file in files:
        file.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: cycle.py N FOLDER")
    make(int(sys.argv[1]), sys.argv[2])
