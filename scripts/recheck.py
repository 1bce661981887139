"""Asks recheck of every pattern that gpkit compiles whether some input makes it slow.

    npm install --prefix fuzz/found/node recheck && python scripts/recheck.py

Patterns are noted while all modules are imported. What JavaScript writes otherwise is rewritten;
possessive quantifiers become greedy ones, so a pattern that is called slow may be quicker here.
"""

from __future__ import annotations

import functools
import importlib
import json
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

NODE = Path(__file__).parents[1] / "fuzz/found/node"
_SAFE = "safe"


def patterns() -> dict[str, tuple[str, int]]:
    """Give the patterns of all modules: where each was compiled first, its source and flags."""
    found: dict[str, tuple[str, int]] = {}
    compile_ = re.compile

    @functools.wraps(compile_)
    def noting(pattern: object, flags: int = 0) -> object:
        frame = sys._getframe(1)
        module = frame.f_globals.get("__name__", "")
        if module.startswith("gpkit") and isinstance(pattern, (str, bytes)):
            text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
            found[f"{module}:{frame.f_lineno}"] = (text, int(flags))
        return compile_(pattern, flags)

    re.compile = noting  # type: ignore[assignment]
    import gpkit

    for info in pkgutil.walk_packages(gpkit.__path__, "gpkit."):
        if info.name != "gpkit.__main__":
            importlib.import_module(info.name)
    re.compile = compile_
    return found


def anchored(where: str, source: str) -> str:
    """Anchor a pattern as it is used: a search begins anywhere, a match at the start alone."""
    module = importlib.import_module(where.partition(":")[0])
    names = [n for n, v in vars(module).items() if getattr(v, "pattern", None) in _forms(source)]
    texts = [
        Path(str(m.__file__)).read_text("utf-8")
        for n, m in list(sys.modules.items())
        if n.startswith("gpkit") and getattr(m, "__file__", None)
    ]
    ours = [text for text in texts if any(re.search(rf"\b{name}\b", text) for name in names)]
    used = {m for name in names for t in ours for m in re.findall(rf"\b{name}\s*\.(\w+)\(", t)}
    passed = any(re.search(rf"[(,=]\s*{name}\b(?!\s*\.)", t) for name in names for t in ours)
    if not used or passed or used - {"match", "fullmatch"}:
        return source
    return f"^(?:{source})" + ("$" if used == {"fullmatch"} else "")


def _forms(source: str) -> tuple[str | bytes, ...]:
    try:
        return source, source.encode("latin-1")
    except UnicodeEncodeError:
        return (source,)


def as_javascript(where: str, source: str, flags: int) -> dict[str, str]:
    """Write a pattern as JavaScript does."""
    source = anchored(where, source)
    if flags & re.VERBOSE:
        source = re.sub(r"(?<!\\)\s+|(?<!\\)#.*", "", source)
    source = re.sub(r"\(\?P<(\w+)>", r"(?<\1>", source)
    source = re.sub(r"\(\?P=(\w+)\)", r"\\k<\1>", source)
    source = re.sub(r"\(\?([imsx]+):", "(?:", source)
    source = re.sub(r"\(\?>", "(?:", source)
    source = re.sub(r"([*+?}])\+", r"\1", source)
    source = source.replace(r"\Z", "$").replace(r"\A", "^")
    source = re.sub(r"\\U0*([0-9a-fA-F]+)", r"\\u{\1}", source)
    marks = "".join(
        m for m, f in (("i", re.IGNORECASE), ("m", re.MULTILINE), ("s", re.DOTALL)) if flags & f
    )
    return {"source": source, "flags": marks}


def main() -> None:
    """Print what is not safe; fail where something is slow."""
    found = patterns()
    asked = [as_javascript(where, *pattern) for where, pattern in found.items()]
    done = subprocess.run(
        ["node", Path(__file__).with_suffix(".mjs")],  # noqa: S607
        input=json.dumps(asked).encode(),
        capture_output=True,
        cwd=NODE,
        check=True,
    )
    results = dict(zip(found, json.loads(done.stdout), strict=True))
    for where, result in results.items():
        if result["status"] != _SAFE:
            print(where, result, repr(found[where][0][:200]))
    counts = dict.fromkeys(("safe", "vulnerable", "unknown"), 0)
    for result in results.values():
        counts[result["status"]] += 1
    print(", ".join(f"{n} {status}" for status, n in counts.items()))
    sys.exit(counts["vulnerable"] > 0)


if __name__ == "__main__":
    main()
