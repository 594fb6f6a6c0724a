"""Settings: shown, changed, set back, and followed at once."""

import pytest
from support.decks import write_deck
from support.program import run

from mlinterview.settings import SETTINGS


def test_default(good) -> None:
    assert good("config", "get", "desired_retention") == "0.9\n"


def test_changed_setting(good) -> None:
    assert good("config", "set", "desired_retention", "0.8") == "desired_retention = 0.8\n"
    assert good("config", "get", "desired_retention") == "0.8\n"


def test_value_of_several_words(good) -> None:
    steps = good("config", "set", "learning_steps", "2m", "1h")
    assert steps == "learning_steps = 2m 1h\n"


def test_empty_value(good) -> None:
    good("config", "set", "learning_steps", "")
    assert run("config", "get", "learning_steps", "--json").document["settings"] == {
        "learning_steps": []
    }


def test_setting_that_is_set_back(good) -> None:
    good("config", "set", "fuzz", "no")
    assert good("config", "unset", "fuzz") == "fuzz = yes\n"
    assert "(changed)" not in good("config", "list")


def test_change_is_taken_back(good) -> None:
    good("config", "set", "new_per_day", "3")
    assert good("undo") == "Taken back: setting new_per_day.\n"
    assert good("config", "get", "new_per_day") == "20\n"


def test_cards_follow_at_once(home, good) -> None:
    write_deck(home, "one")
    good("answer", "tiny/one", "--rating", "easy")
    good("config", "set", "time_zone", "UTC")
    good("config", "set", "maximum_interval", "1")
    assert "due in 16h" in good("question", "show", "tiny/one")


@pytest.mark.parametrize("name", SETTINGS)
def test_value_that_is_shown_can_be_set(name, good) -> None:
    shown = good("config", "get", name).rstrip("\n")
    assert good("config", "set", name, *shown.split(" ")) == f"{name} = {shown}\n"


def test_list_names_all_settings(good) -> None:
    lines = good("config", "list").splitlines()
    assert [line.partition(" = ")[0] for line in lines[::2]] == list(SETTINGS)
    assert lines[1::2] == [f"    {setting.meaning}" for setting in SETTINGS.values()]


def test_list_marks_what_was_changed(good) -> None:
    good("config", "set", "fuzz", "no")
    marked = [line for line in good("config", "list").splitlines() if "(changed)" in line]
    assert marked == ["fuzz = no   (changed)"]


def test_list_cuts_long_values(good) -> None:
    assert max(map(len, good("config", "list").splitlines())) < 80


def test_document_holds_values_not_texts(good) -> None:
    settings = run("config", "list", "--json").document["settings"]
    assert settings["learning_steps"] == [60, 600]
    assert settings["fuzz"] is True
    assert settings.keys() == SETTINGS.keys()


@pytest.mark.parametrize("name", SETTINGS)
def test_value_of_the_document_can_be_given_to_python(name, home) -> None:
    from mlinterview.settings import read_value

    value = run("config", "get", name, "--json").document["settings"][name]
    assert read_value(name, value) == value
