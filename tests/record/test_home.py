"""Whose record this is: a line that is missing or wrong gets a sentence, not a guess."""

from pathlib import Path

import pytest

from onroll.record.home import Home, NoAuthority

LINES = {
    "name": '"Exampleshire County Council"',
    "short_name": '"Exampleshire"',
    "la_code": '"001"',
    "colour": '"#1d5a5a"',
    "postcode_districts": '["XE1", "XE2"]',
}


def written(folder: Path, **lines: str) -> Home:
    text = "\n".join(f"{name} = {value}" for name, value in lines.items())
    (folder / "authority.toml").write_text(text, encoding="utf-8")
    return Home(folder)


def test_an_authority_is_real_unless_it_says_it_is_made_up(tmp_path):
    authority = written(tmp_path, **LINES).authority
    assert authority.postcode_districts == ("XE1", "XE2")
    assert not authority.demo


@pytest.mark.parametrize("line", LINES)
def test_a_missing_line_is_named(tmp_path, line):
    home = written(tmp_path, **{name: value for name, value in LINES.items() if name != line})
    with pytest.raises(NoAuthority, match=f"has no line '{line}'"):
        _ = home.authority


@pytest.mark.parametrize("wrong", ['"XE1"', "[1, 2]", "5"])
def test_districts_that_are_no_list_of_districts_are_refused(tmp_path, wrong):
    """A single district in quotation marks would otherwise be read letter by letter."""
    home = written(tmp_path, **LINES | {"postcode_districts": wrong})
    with pytest.raises(NoAuthority, match=r'Write it like \["XE1", "XE2"\]'):
        _ = home.authority


def test_no_file_says_how_to_write_one(tmp_path):
    with pytest.raises(NoAuthority, match="write the lines name"):
        _ = Home(tmp_path).authority
