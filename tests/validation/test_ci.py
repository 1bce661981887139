"""What other people's CI depends on: the action, the hooks, the nightly run, the docs' examples."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import shop
import yaml
from junitparser import JUnitXml

from gpkit.rules import rules
from gpkit.rules._settings import active
from support import ROOT, SEEDS, copy_seeds, environment

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
DOCS = (ROOT / "docs/ci.md").read_text("utf-8")
STEPS = ACTION["runs"]["steps"]


def sh(*args, cwd, check=True, **env):
    """Run a command with gpkit on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@e"}
    names = {"GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@e"}
    changes = {"PATH": path, **git, **names, **env}
    full = environment(changes)
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        if name not in env:
            full.pop(name, None)
    return subprocess.run(
        args, cwd=cwd, env=full, capture_output=True, text=True, check=check, timeout=120
    )


# The action ---------------------------------------------------------------------------------------

# The parts of the schema of action metadata that a composite action uses.
METADATA = {
    "type": "object",
    "required": ["name", "description", "runs"],
    "properties": {
        "inputs": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["description"],
                "properties": {"default": {"type": "string"}, "required": {"type": "boolean"}},
            },
        },
        "outputs": {
            "additionalProperties": {"type": "object", "required": ["description", "value"]}
        },
        "runs": {
            "type": "object",
            "required": ["using", "steps"],
            "properties": {
                "using": {"const": "composite"},
                "steps": {
                    "items": {
                        "type": "object",
                        "required": ["run", "shell"],
                        "properties": {"shell": {"const": "bash"}, "env": {"type": "object"}},
                    }
                },
            },
        },
    },
}


def test_the_action_follows_the_schema():
    jsonschema.validate(ACTION, METADATA)


def test_no_expression_is_run():
    assert [step["run"] for step in STEPS if "${{" in step["run"]] == []


def test_every_input_is_used_and_documented():
    text = json.dumps(STEPS)
    for name in ACTION["inputs"]:
        assert f"inputs.{name} " in text
        assert f"| `{name}` |" in DOCS
    for name in ACTION["outputs"]:
        assert f"`{name}`" in DOCS


def act(folder, **inputs):
    """Run the step that validates as the runner does."""
    values = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
    env = {}
    for name, expression in STEPS[-1]["env"].items():
        wanted = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", expression)
        env[name] = values[wanted[1]] if wanted else str(ROOT)
    runner = folder / "runner"
    (runner / "gpkit/bin").mkdir(parents=True)
    (runner / "gpkit/bin/gpkit").symlink_to(Path(sys.executable).parent / "gpkit")
    files = {"GITHUB_OUTPUT": str(runner / "out"), "GITHUB_STEP_SUMMARY": str(runner / "summary")}
    run = sh(
        *("bash", "-e", "-c", STEPS[-1]["run"]),
        cwd=folder,
        check=False,
        RUNNER_TEMP=str(runner),
        **files,
        **env,
    )
    outputs = (runner / "out").read_text() if (runner / "out").exists() else ""
    summary = (runner / "summary").read_text() if (runner / "summary").exists() else ""
    return run, dict(line.split("=") for line in outputs.splitlines()), summary


def test_the_action_runs(catalogue):
    run, outputs, summary = act(catalogue, **{"sarif-file": "out/gpkit.sarif"})
    assert run.returncode == 0, run.stderr
    assert "::warning file=data/normalized/" in run.stdout
    assert outputs["errors"] == "0"
    assert int(outputs["findings"]) >= 8
    assert summary.startswith("## gpkit validate: passed")
    assert json.loads((catalogue / "out/gpkit.sarif").read_text())["version"] == "2.1.0"


def test_the_action_fails_with_findings(catalogue):
    run, outputs, summary = act(catalogue, **{"fail-on": "warning"})
    assert run.returncode == 1
    assert int(outputs["findings"]) >= 8
    assert summary.startswith("## gpkit validate: failed")


def test_an_input_is_never_code(catalogue):
    nasty = '"; touch owned; echo "$(touch owned)`touch owned`'
    run, _, _ = act(catalogue, path=nasty)
    assert run.returncode == 2
    assert "no such file or directory" in run.stderr
    assert not (catalogue / "owned").exists()


def test_paths_stand_one_a_line(catalogue):
    paths = "".join(f"data/normalized/{name}.yaml\n" for name in (shop.SPARKS, shop.HUMANS))
    run, _, _ = act(catalogue, path=paths)
    assert run.returncode == 0
    assert "2 practices" in run.stdout


def test_a_path_may_hold_blanks(catalogue):
    (catalogue / "data/normalized").rename(catalogue / "data/good practices")
    run, _, _ = act(catalogue, path="data/good practices")
    assert run.returncode == 0
    assert "4 practices" in run.stdout


# pre-commit ---------------------------------------------------------------------------------------


def test_hooks_are_whole():
    for hook in HOOKS:
        assert {"id", "name", "entry", "language", "files"} <= set(hook)
        assert hook["language"] == "python"
        assert f"- id: {hook['id']}" in DOCS


def matching(hook, folder):
    names = [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]
    return sorted(name for name in names if re.search(hook["files"], name))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs(hook, catalogue):
    files = matching(hook, catalogue)
    assert files
    passed = files if hook.get("pass_filenames", True) else []
    run = sh(*shlex.split(hook["entry"]), *passed, cwd=catalogue, check=False)
    assert run.returncode == 0, run.stderr


def test_the_first_hook_sees_practices_only(catalogue):
    assert matching(HOOKS[0], catalogue) == [
        f"data/normalized/{name}.yaml" for name in shop.SOURCES
    ]


# The nightly run ----------------------------------------------------------------------------------

NIGHTLY = ROOT / "scripts/nightly.sh"


@pytest.fixture
def repository(tmp_path):
    """A Git repository of a catalogue, and a scrape of two pages."""
    repository = tmp_path / "repository"
    repository.mkdir()
    sh("git", "init", "-q", cwd=repository)
    copy_seeds(tmp_path / "monday")
    return repository


def nightly(repository, scrape, **env):
    return sh("sh", str(NIGHTLY), str(scrape), cwd=repository, check=False, **env)


def log(repository):
    return sh("git", "log", "--format=%s", cwd=repository).stdout.splitlines()


def test_nights(repository, tmp_path):
    first = nightly(repository, tmp_path / "monday")
    assert first.returncode == 0, first.stderr
    assert log(repository) == ["Ingest monday: 5 practices changed"]  # and their schema
    assert JUnitXml.fromfile(str(repository / "reports/gpkit.xml")).tests == 4
    kept = sh("git", "ls-files", cwd=repository).stdout
    assert ".gpkit.lock" not in kept
    assert f"data/normalized/{shop.SPARKS}.yaml" in kept

    again = nightly(repository, tmp_path / "monday")
    assert again.returncode == 0
    assert "nothing drifted" in again.stdout
    assert "nothing changed" in again.stdout
    assert len(log(repository)) == 1

    known = ("--baseline", "gpkit-baseline.yaml", "--update-baseline")
    sh("gpkit", "validate", *known, cwd=repository)
    sh("git", "add", "gpkit-baseline.yaml", cwd=repository)
    sh("git", "commit", "-qm", "Know what is known", cwd=repository)

    tuesday = tmp_path / "tuesday"
    tuesday.mkdir()
    page = next(seed for seed in SEEDS if "Project Action Type" in seed.read_text("utf-8"))
    text = page.read_text("utf-8").replace("Project Action Type", "Mood of the project")
    (tuesday / page.name).write_text(text, "utf-8")
    third = nightly(repository, tuesday)
    assert third.returncode == 1
    assert "copies-differ" in third.stdout
    assert "`Project Action Type` became `Mood of the project`" in third.stdout
    assert log(repository)[0] == "Ingest tuesday: 1 practices changed"
    results = json.loads((repository / "reports/gpkit.sarif").read_text())["runs"][0]["results"]
    assert {result["ruleId"] for result in results} == {"copies-differ"}


def test_a_night_with_an_empty_page(repository, tmp_path):
    (tmp_path / "monday/empty.txt").write_text("\n")
    run = nightly(repository, tmp_path / "monday", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))
    assert run.returncode == 3
    assert "empty.txt" in run.stderr
    assert len(log(repository)) == 1
    assert (tmp_path / "summary.md").read_text().startswith("## gpkit validate")


def test_a_night_without_a_scrape(repository, tmp_path):
    run = nightly(repository, tmp_path / "nowhere")
    assert run.returncode == 2
    assert sh("git", "status", "--short", cwd=repository).stdout.strip() in ("", "?? data/")


# The docs -----------------------------------------------------------------------------------------


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)


COMMANDS = [
    line[2:] for text in blocks("console") for line in text.splitlines() if line.startswith("$ ")
]


def test_every_command_of_the_docs_runs(catalogue):
    assert len(COMMANDS) >= 3
    for command in COMMANDS:
        run = sh(*shlex.split(command), cwd=catalogue, check=False)
        assert run.returncode == 0, (command, run.stderr)


def test_every_yaml_and_toml_of_the_docs_reads(catalogue):
    import tomllib

    for text in blocks("yaml"):
        assert yaml.safe_load(text)
    (text,) = blocks("toml")
    configuration = tomllib.loads(text)
    assert active(configuration["rules"], "docs")


def test_the_exception_of_the_docs_excuses(catalogue):
    (text,) = [text for text in blocks("yaml") if text.startswith("- rule:")]
    (catalogue / "data/exceptions.yaml").write_text(text)
    run = sh("gpkit", "validate", cwd=catalogue)
    assert "(1 excused)" in run.stdout
    assert "unused-exception" not in run.stdout


def test_the_gitlab_job_of_the_docs_runs(catalogue):
    (job,) = [
        y["practices"] for text in blocks("yaml") if "practices" in (y := yaml.safe_load(text))
    ]
    sh(*shlex.split(job["script"][-1]), cwd=catalogue)
    reports = job["artifacts"]["reports"]
    assert json.loads((catalogue / reports["codequality"]).read_text())
    assert JUnitXml.fromfile(str(catalogue / reports["junit"])).tests == 4


def test_every_format_is_in_the_docs():
    from gpkit.reporters import formats

    for name in formats():
        assert f"| `{name}` |" in DOCS


def test_rules_of_the_docs_are_rules():
    known = {rule.id for rule in rules()}
    assert set(re.findall(r"\[rules\.([a-z-]+)\]", DOCS)) <= known


def test_no_workflow_of_the_docs_runs_an_expression():
    assert "${{" not in DOCS
