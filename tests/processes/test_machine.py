"""What the recogniser process takes of the machine."""

from __future__ import annotations

import sys

import pytest

from runthrough.processes import machine


def test_an_engine_gets_at_least_one_thread_and_at_most_four(monkeypatch):
    for cores, threads in ((0, 1), (1, 1), (3, 3), (16, 4)):
        monkeypatch.setattr(machine, "physical_cores", lambda cores=cores: cores)
        assert machine.engine_threads() == threads


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists them in files")
def test_hyper_threads_are_not_counted_as_cores(monkeypatch, tmp_path):
    for processor, siblings in enumerate(("0,2", "1,3", "0,2", "1,3")):
        topology = tmp_path / f"cpu{processor}" / "topology"
        topology.mkdir(parents=True)
        (topology / "thread_siblings_list").write_text(siblings)
    monkeypatch.setattr(machine, "SIBLINGS", tmp_path)
    for usable, cores in (({0, 1, 2, 3}, 2), ({0, 2}, 1), ({7}, 1)):
        monkeypatch.setattr(machine.os, "sched_getaffinity", lambda _process, usable=usable: usable)
        assert machine.physical_cores() == cores


def test_where_the_system_does_not_tell_half_of_the_processors_are_cores(monkeypatch):
    monkeypatch.setattr(machine.sys, "platform", "win32")
    for kind, processors, cores in (("AMD64", 8, 4), ("AMD64", 1, 1), ("arm64", 8, 8), ("AMD64", None, 1)):
        monkeypatch.setattr(machine.platform, "machine", lambda kind=kind: kind)
        monkeypatch.setattr(machine.os, "cpu_count", lambda processors=processors: processors)
        assert machine.physical_cores() == cores
