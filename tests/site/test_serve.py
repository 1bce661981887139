"""The same site on this machine: only for this machine, and fresh."""

import http.client
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from support import environment, gpkit

PORT = re.compile(rb"http://127\.0\.0\.1:(\d+)/")


@contextmanager
def serving(place, *options):
    """Run gpkit serve; give the process and its port."""
    command = [sys.executable, "-m", "gpkit", "serve", "--port", "0", *options]
    pipes = {"stderr": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=place, env=environment(), **pipes) as process:
        try:
            yield process, next(int(m[1]) for m in map(PORT.search, process.stderr) if m)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.communicate(timeout=60)


def get(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


@pytest.fixture(scope="module")
def server(seeded):
    with serving(seeded) as (_, port):
        yield port


@pytest.mark.parametrize("path", ["/", "/index.html", "/data.html?x=1"])
def test_pages_listen_for_changes(server, path):
    status, body = get(server, path)
    assert status == 200
    assert b"/-/reload.js" in body
    assert b"connect-src 'self'" in body


@pytest.mark.parametrize("path", ["/static/site.css", "/data/index.js", "/-/reload.js"])
def test_files_are_given_as_they_are(server, seeded, path):
    status, body = get(server, path)
    assert status == 200
    own = seeded / f"site{path}"
    assert not own.is_file() or body == own.read_bytes()


@pytest.mark.parametrize(
    "path", ["/../data/raw", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/no"]
)
def test_nothing_outside_is_given(server, path):
    assert get(server, path)[0] == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example:1", ""]
)
def test_another_name_for_this_machine_is_refused(server, host):
    """A page of another site whose name points here could read what we give."""
    assert get(server, "/", Host=host)[0] == 403
    assert get(server, "/-/changes", Host=host)[0] == 403


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1:8000", "[::1]:8000", "localhost"])
def test_names_of_this_machine_are_taken(server, host):
    assert get(server, "/", Host=host)[0] == 200


def test_only_this_machine_is_bound(server):
    from gpkit.cli import serve

    assert serve.command.__defaults__[3] == "127.0.0.1"


def test_a_change_is_told_and_shown(seeded, tmp_path):
    shutil.copytree(seeded / "data", tmp_path / "data")
    path = tmp_path / "data/normalized/digitalalliance-bg/sparks-initiative.yaml"
    with serving(tmp_path) as (_, port):
        listening = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        listening.request("GET", "/-/changes")
        stream = listening.getresponse()
        text = path.read_text("utf-8")
        path.write_text(text.replace("title: Sparks initiative", "title: Comets"), "utf-8")
        assert stream.readline() == b"data: changed\n"
        body = get(port, "/practice/digitalalliance-bg/sparks-initiative.html")[1]
        assert b"Comets" in body
        listening.close()


def test_a_broken_file_leaves_the_pages_as_they_are(seeded, tmp_path):
    shutil.copytree(seeded / "data", tmp_path / "data")
    with serving(tmp_path) as (process, port):
        (tmp_path / "data/normalized/digitalalliance-bg/new.yaml").write_text("[")
        said = b""
        while b"this is no practice" not in said:
            line = process.stderr.readline()
            assert line
            said += line
        assert get(port, "/")[0] == 200


def test_it_ends_when_it_is_interrupted(seeded):
    with serving(seeded) as (process, _):
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert b"stopped" in err
    assert b"Traceback" not in err


def test_one_page_can_be_asked_for(seeded):
    run = gpkit("serve", "-q", "--port", "0", "--get", "/index.html", cwd=seeded)
    assert run.code == 0
    assert "Sparks initiative" in run.out


def test_a_page_that_is_not_there_is_said(seeded):
    run = gpkit("serve", "-q", "--port", "0", "--get", "/nowhere.html", cwd=seeded)
    assert run.code == 2
    assert "/nowhere.html: no such page" in run.err


def test_a_port_that_is_taken_is_said(seeded, server):
    run = gpkit("serve", "-q", "--port", server, cwd=seeded)
    assert run.code == 2
    assert f"cannot serve on 127.0.0.1:{server}" in run.err
