"""Bytes of a fuzzer read as a recipe: short inputs that make whole dumps.

A byte below 128 takes a line out of a table of what pages print (labels, dates, bylines, marks
of families); a byte from 128 up says how many of the next bytes are a line of their own.
"""

from __future__ import annotations

MARKS = (
    *("", "", "\u00a0", "Skip to main content", "Category", "NEWS", "Inspiration", "Details"),
    *("Target audience", "Digital technology", "Level", "Country providing the good practice"),
    *("Start date", "End date", "Digital skills", "Basic", "Average", "Bulgaria", "Other"),
    *("18.07.2024 |", "dd.mm.2023", "01.02.2024", "July 7, 2020 12:00 am", "2024-02-30", "1"),
    *("Aims and objectives", "Project Title", "Project Topics", "Project Summary", "Partners"),
    *("Project Partners", "EU Grant (Eur)", "Funding of the project from EU: 1.234,50 Eur"),
    *("This project’s Call Year is 2018", "Country: Latvia", "Start date: 2021-01-01"),
    *("By Bulgaria, Public, INSPIRATIONNo Comments", "By , ,No Comments", "By No Comments"),
    *("General information for the Bees Erasmus Project", "Bees Erasmus Project", "Bees"),
    *("Project Coordinator", "A & B & Country: PL", "- C & D", "  • item", "  1. item", "– x"),
    *("Country: PL | Year: 2018", "Language: English;", "Organisation:", "Cost: € 1 500 000,00"),
    *("Lead partner: Beehive e.V. (DE)", "Website: https://bees.example/a?b=c", "a@bees.example"),
    *("Duration", "01/2020 - 12/2021", "Q3 2021", "spring 2022", "Keywords", "bees, honey; wax"),
    *("A paragraph about bees that is long enough to be prose, with a comma. And a sentence.",),
    *("Read more", "Share", "Next page", "===", "---", "#1", "* * *", "Results", "Objectives"),
    *("Ελλάδα", "Швеция", "Español", "naÃ¯ve â€“ text", "e\u0301", "\u202eabc", "\x1b[31m"),
    *("=1+1", "::error::x", "[bold]", "<b>", "&amp;&lt;", "null", "NO", "1e3", "\u2028", "a\x85b"),
)


def dump(data: bytes) -> str:
    """Make the text of a dump out of bytes."""
    lines, place = [], 0
    while place < len(data):
        step = data[place]
        place += 1
        if step < 128:
            lines.append(MARKS[step % len(MARKS)])
            continue
        lines.append(data[place : place + step - 128].decode("utf-8", "replace"))
        place += step - 128
    return "\n".join(lines)


def words(data: bytes) -> str:
    """Make one string out of bytes, whatever they are."""
    return data.decode("utf-8", "replace")
