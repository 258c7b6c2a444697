"""Languages that a question may be answered in."""

from runthrough.domain.languages import LANGUAGES, is_english, language_name, primary


def test_the_region_of_a_language_is_left_out():
    assert (primary("en-GB"), primary("DE")) == ("en", "de")
    assert is_english("en-US")
    assert not is_english("enm")


def test_each_language_has_a_name_and_what_has_none_is_told_by_its_code():
    assert len(LANGUAGES) == 100
    assert [language_name(code) for code in ("de", "pt-BR", "haw", "ht", "xx")] == [
        "German",
        "Portuguese",
        "Hawaiian",
        "Haitian Creole",
        "xx",
    ]
