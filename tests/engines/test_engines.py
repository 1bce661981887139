"""Every engine gives the same results in the same order; a step that hangs or dies costs itself."""

import os
import signal
import time
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpkit.engines import Begun, Lost, processes
from gpkit.engines.processes import Processes
from gpkit.engines.serial import Serial

SECONDS = 0.5
MEMORY = 256 * 2**20


class Task(NamedTuple):
    name: str
    steps: tuple[str, ...]

    def after(self, steps):
        return self._replace(steps=self.steps[steps:])


def work(task):
    """Do what each step says."""
    for step in task.steps:
        yield Begun(f"{task.name}/{step}")
        if step == "hang":
            while True:
                pass
        elif step == "wait":
            time.sleep(60)
        elif step == "exit":
            os._exit(3)
        elif step == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif step == "spend":
            bytearray(4 * MEMORY)
        elif step == "slow":
            time.sleep(0.05)
        yield f"{task.name}/{step} done"


def run(engine, tasks, done=work):
    results = list(engine.map(done, tasks))
    assert [number for number, _ in results] == sorted(number for number, _ in results)
    return [result for _, result in results if not isinstance(result, Begun)]


TASKS = st.lists(st.lists(st.sampled_from(("a", "b", "slow")), max_size=4), max_size=12).map(
    lambda lists: [Task(str(n), tuple(steps)) for n, steps in enumerate(lists)]
)


@pytest.mark.parametrize("jobs", [1, 2, 5])
@given(tasks=TASKS)
@settings(max_examples=8, deadline=None)
def test_the_results_and_their_order_are_those_of_one_process(jobs, tasks):
    assert run(Processes(jobs, SECONDS, MEMORY), tasks) == run(Serial(), tasks)


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ("hang", "over 0.5 seconds"),
        ("wait", "over 0.5 seconds"),
        ("exit", "its worker ended with 3"),
        ("kill", "its worker was ended by SIGKILL"),
        ("spend", "MemoryError"),
    ],
)
def test_a_lost_step_costs_itself(step, why, capfd):
    tasks = [Task("x", ("a",)), Task("y", ("a", step, "b")), Task("z", ("a", "b"))]
    found = run(Processes(2, SECONDS, MEMORY), tasks)
    others = ["z/a done", "z/b done"]
    assert found == ["x/a done", "y/a done", Lost(f"y/{step}", why), "y/b done", *others]
    assert capfd.readouterr() == ("", "")


class Brief(Task):
    """A task that is told of together with others."""

    brief = True

    def after(self, steps):
        return Task(self.name, self.steps[steps:])


@pytest.mark.parametrize("jobs", [1, 2, 5])
@given(tasks=TASKS.map(lambda tasks: [Brief(*task) for task in tasks]))
@settings(max_examples=8, deadline=None)
def test_brief_tasks_give_the_same(jobs, tasks):
    assert run(Processes(jobs, SECONDS, MEMORY), tasks) == run(Serial(), tasks)


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("step", ["hang", "wait", "exit", "kill", "spend"])
def test_a_lost_step_of_a_brief_task_costs_itself_and_none_of_its_neighbours(step, jobs):
    tasks = [Brief(str(n), ("a", step, "b") if n in (3, 20) else ("a", "b")) for n in range(24)]
    lost, done = set(), set()
    for result in run(Processes(jobs, SECONDS / 5, MEMORY), tasks):
        (lost if isinstance(result, Lost) else done).add(getattr(result, "name", result))
    assert lost == {f"3/{step}", f"20/{step}"}
    assert done == {f"{task.name}/{step} done" for task in tasks for step in "ab"}


def test_a_worker_tells_of_many_brief_tasks_at_once(monkeypatch):
    messages = []
    waking = processes._Run._take
    monkeypatch.setattr(
        processes._Run, "_take", lambda *about: (messages.append(1), waking(*about))
    )
    run(Processes(1, SECONDS, MEMORY), [Brief(str(n), ("a",)) for n in range(200)])
    assert len(messages) < 250  # not three for each: begun, done, ended


def test_many_losses_in_one_task():
    found = run(Processes(2, SECONDS, MEMORY), [Task("x", ("kill", "a", "kill", "kill"))])
    assert [type(result).__name__ for result in found] == ["Lost", "str", "Lost", "Lost"]


def dies_before_it_begins(task):
    os._exit(7)
    yield task


def test_a_worker_that_dies_before_it_begins_costs_the_task():
    found = run(
        Processes(1, SECONDS, MEMORY), [Task("x", ()), Task("y", ())], dies_before_it_begins
    )
    assert found == [Lost(name, "its worker ended with 7") for name in "xy"]


def test_no_process_is_left_when_nobody_wants_the_rest():
    results = Processes(2, SECONDS, MEMORY).map(pid, [Task(str(n), ("a",)) for n in range(50)])
    workers = {next(results)[1]}
    results.close()
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def pid(task):
    yield os.getpid()


def test_tasks_are_taken_as_they_are_needed():
    given_out = []

    def tasks():
        for number in range(10_000):
            given_out.append(number)
            yield Task(str(number), ("a",))

    results = Processes(2, SECONDS, MEMORY).map(work, tasks())
    next(results)
    results.close()
    assert len(given_out) < 200


@pytest.mark.parametrize("step", ["kill", "exit", "hang"])
def test_what_waited_for_a_lost_worker_is_done_by_another(step):
    tasks = [Task(str(n), (step if n == 20 else "a",)) for n in range(40)]
    results = run(Processes(1, SECONDS, MEMORY), tasks)
    assert [r.name for r in results if isinstance(r, Lost)] == [f"20/{step}"]
    assert [r for r in results if not isinstance(r, Lost)] == [
        f"{n}/a done" for n in range(40) if n != 20
    ]


def test_large_tasks_and_large_results_stop_no_pipe():
    """Both ends would wait for each other if tasks of 1 MB were sent to a worker at work."""
    tasks = [Task("x" * 2**20, ("a", "a")) for _ in range(6)]
    assert len(run(Processes(2, SECONDS, MEMORY), tasks)) == 12
