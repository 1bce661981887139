from gpkit.match.weights import KINDS
from support import ROOT


def test_the_manual_has_the_table_of_weights():
    page = (ROOT / "docs/identity.md").read_text("utf-8")
    matching = page.partition("\n## Matching\n")[2].partition("\n## ")[0]
    rows = [line for line in matching.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{kind}` | {k.weight:g} | {k.says} |" for kind, k in KINDS.items()]
