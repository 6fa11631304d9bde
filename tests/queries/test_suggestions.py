"""Suggestions are computed in slices: nobody waits for them longer than for one."""

from collections.abc import Callable, Generator
from typing import Any

import pytest
from flask import Flask

from facilitation import offload
from facilitation.actor import Actor
from facilitation.models import Event, Station
from facilitation.offload import offload_in_slices
from facilitation.queries import suggestions, themes
from facilitation.services import clusters, wordings
from tests.conftest import Guests, new_id, texts, write


def test_work_in_steps_lets_others_have_their_turn(app: Flask, context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[str] = []

    def steps() -> Generator[None, None, str]:
        for number in range(3):
            turns.append(f"step {number}")
            yield
        return "result"

    def elsewhere(work: Callable[..., Any], *args: Any) -> Any:
        turns.append("elsewhere")
        return work(*args)

    monkeypatch.setattr(offload, "SLICE", 1e-9)
    app.extensions["offload"] = elsewhere
    assert offload_in_slices(steps()) == "result"
    assert [turn for turn in turns if turn != "elsewhere"] == ["step 0", "step 1", "step 2"]
    assert turns.count("elsewhere") > 1


def test_suggestions_are_the_same_however_they_are_sliced(
    app: Flask, guest: Guests, station: Station, host: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = guest()
    for one in texts()[:33]:
        write(author, station, one["text"], language=one["lang"], kind=one["kind"])
    whole = suggestions.read(station.id)
    suggestions.memory.clear()
    handed_over = []

    def elsewhere(work: Callable[..., Any], *args: Any) -> Any:
        handed_over.append(work)
        return work(*args)

    app.extensions["offload"] = elsewhere
    monkeypatch.setattr(offload, "SLICE", 1e-6)
    assert suggestions.read(station.id) == whole
    assert len(handed_over) > 20
    assert len(whole["pairs"]) == 3


def test_what_guests_say_in_german_counts_for_common_themes(
    guest: Guests, station: Station, host: Actor, event: Event
) -> None:
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    written = write(guest(), station, "نحتاج إلى قاعات", language="ar")
    clusters.put(host, [written.id], cluster.id)
    said = wordings.add(guest(), written.id, id=new_id(), language="de", text="Wir brauchen Säle", was=written.text).row
    assert [one.texts for one in themes.clusters(event.id)] == [("Wir brauchen Säle",)]
    wordings.hide(host, said.id)
    assert [one.texts for one in themes.clusters(event.id)] == [()]


def test_what_was_asked_for_last_is_given_up_last() -> None:
    memory = suggestions.Memory()
    first = memory.of(0)
    for station_id in range(1, suggestions.KEPT):
        memory.of(station_id)
    assert memory.of(0) is first
    second = memory.of(1)
    memory.of(suggestions.KEPT)  # for which 2 makes room
    memory.of(suggestions.KEPT + 1)
    assert (memory.of(0) is first, memory.of(1) is second) == (True, True)
