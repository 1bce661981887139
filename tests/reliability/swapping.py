"""Runs gpkit, and puts a link in the place of a path while it runs, at the Nth write.

    python swapping.py N PATH WHERE ARGUMENTS...

A write is a file that is made, a folder that is made, or a name that is given: the link is put
there right before it. Prints how many writes there were.
"""

import os
import sys
from pathlib import Path

done = []  # the writes so far


def swap(target, where):
    away = Path(f"{target}-away")
    if os.path.lexists(target) and not away.exists():
        os.system(f'mv "{target}" "{away}" && ln -s "{where}" "{target}"')


def swap_at(number, target, where):
    """Give the hook that puts the link there at a write."""

    def hook(event, arguments):
        makes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if makes or event in ("os.mkdir", "os.rename"):
            done.append(event)
            if len(done) == number:
                swap(target, where)

    return hook


if __name__ == "__main__":
    from gpkit.__main__ import main

    hook = swap_at(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
    sys.argv = ["gpkit", *sys.argv[4:]]
    sys.addaudithook(hook)
    try:
        main()
    finally:
        os.write(2, f"\nwrites: {len(done)}\n".encode())
