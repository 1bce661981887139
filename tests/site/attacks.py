"""Practices whose every field is an attack on the page that shows it."""

import hashlib
import os
from itertools import islice, product

from gpkit.model import (
    Evidence,
    Observed,
    ObservedValue,
    Organisation,
    Practice,
    Provenance,
    Section,
    Term,
    Witness,
)
from gpkit.store.codec import as_yaml
from gpkit.store.tree import Tree

CALL = "parent.attacked=top.attacked=window.attacked=1"
PAYLOADS = [
    f"<script>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"</title><script>{CALL}</script>",
    f"<img src=x onerror={CALL}>",
    f"<svg onload={CALL}>",
    f"<svg><script>{CALL}</script></svg>",
    f"<body onload={CALL}>",
    f"<details open ontoggle={CALL}>",
    f"<input autofocus onfocus={CALL}>",
    f"<iframe srcdoc='<script>{CALL}</script>'>",
    f"<iframe src=javascript:{CALL}>",
    f"<a href=javascript:{CALL} autofocus>x</a>",
    f"javascript:{CALL}",
    f"JaVaScRiPt:{CALL}",
    f" javascript:{CALL}",
    f"data:text/html,<script>{CALL}</script>",
    f"vbscript:{CALL}",
    f'" autofocus onfocus="{CALL}',
    f"' autofocus onfocus='{CALL}",
    f'"><script>{CALL}</script>',
    f"--><script>{CALL}</script><!--",
    f"]]><script>{CALL}</script>",
    f"<!--<script>{CALL}",
    f"${{{CALL}}}",
    f"{{{{{CALL}}}}}",
    "{% raw %}{{ 7 * 7 }}",
    f"`;{CALL};`",
    f"\\u003cscript\\u003e{CALL}",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"&#60;script&#62;{CALL}&#60;/script&#62;",
    "&amp &lt &#x1F4A9 &#xD800; &unknown; &#99999999;",
    f"<style>@import 'http://e.example/x.css';*{{}}</style><script>{CALL}</script>",
    "<link rel=stylesheet href=//e.example/x.css>",
    "<img src=http://e.example/x.png>",
    "<meta http-equiv=refresh content='0;url=http://e.example/'>",
    "<base href=http://e.example/>",
    "<form action=http://e.example/><button>x</button></form>",
    'http://e.example/"onmouseover=alert(1)',
    "\u202eevil\u202c \u2066left\u2069",
    "\ufeff\u200b\u2028\u2029 odd",
    "__proto__",
    "constructor",
    "hasOwnProperty toString",
    "../../../../etc/passwd",
    "%2e%2e%2f%00",
    "\x7f\x9d\ufdd0\ufffe\U0001ffff no characters",
]
AROUND = ["{}", "Title {}", "{} at the end", "one {} two", "{}{}", "Ünï {} côdé", "'{}'"]
NUMBER = 300 if os.environ.get("GPKIT_SLOW") else len(PAYLOADS)


def words():
    """Give hostile words, each once; first each payload alone."""
    found = (frame.replace("{}", payload) for frame, payload in product(AROUND, PAYLOADS))
    return list(islice(dict.fromkeys(found), NUMBER))


def practice(number, attack):
    """Make a practice, and the dump it could have been read from."""
    plain = ["A page as an extractor prints it, in plain words."] * 40  # no HTML
    lines = [attack, f"by {attack}", f"Head {attack}", attack, f"{attack}:", f"v {attack}", attack]
    data = "\n".join([*plain, *lines]).encode()
    at = len(plain)
    seen = (
        Observed(lines[4], None, at + 5, (ObservedValue(attack, at + 6),)),
        Observed(
            lines[4],
            "organisation",
            at + 5,
            (
                ObservedValue(lines[5], at + 6, Organisation(lines[5])),
                ObservedValue(attack, at + 7),
            ),
        ),
    )
    made = Practice(
        id=f"generic/attack-{number:03}",
        family="generic",
        title=attack,
        language="en",
        published="2024-07-18",
        summary=attack,
        sections=(Section(lines[2], "other", attack),),
        facets={"organisation": (Organisation(lines[5]),), "country": ("BG",)},
        observed=seen,
        evidence=Evidence(
            title=Witness(attack, at + 1),
            byline_line=at + 2,
            byline=(Term(attack),),
            sections=((at + 3, at + 4),),
        ),
        provenance=Provenance(
            f"{number:03}.txt",
            hashlib.sha256(data).hexdigest(),
            "generic",
            (at + 1, at + 7),
            url=attack,
        ),
    )
    return made, data


def store(place):
    """Write the store and the archive."""
    tree = Tree(place / "data/normalized")
    (place / "data/raw").mkdir(parents=True)
    for number, attack in enumerate(words()):
        made, data = practice(number, attack)
        (place / "data/raw" / made.provenance.dump).write_bytes(data)
        tree.write(made.id, as_yaml(made))
