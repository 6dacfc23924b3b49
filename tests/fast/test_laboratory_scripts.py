"""The folder from which a build takes the figures' scripts has what this build makes, no more."""

from types import SimpleNamespace

import pytest

from cnnbook_laboratory import scripts


@pytest.fixture(params=["student", "class"])
def app(request, tmp_path):
    config = SimpleNamespace(
        cnnbook_edition=request.param, cnnbook_digest="digest", html_static_path=[]
    )
    return SimpleNamespace(doctreedir=str(tmp_path), config=config)


def test_what_is_no_longer_made_is_removed(app, tmp_path):
    folder = tmp_path / "laboratory"
    scripts._write(app)
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert scripts.STYLES in made
    assert (scripts.file_of("door") in made) == (app.config.cnnbook_edition == "student")
    for name in ("laboratory-network-0123abcd.js", "laboratory-later.js"):
        (folder / name).write_text("of another build")
    scripts._write(app)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == made
    assert app.config.html_static_path == [str(folder)] * 2


def test_another_network_takes_the_place_of_the_one_before(app, tmp_path):
    scripts._write(app)
    before = {path.name for path in (tmp_path / "laboratory").iterdir()}
    app.config.cnnbook_digest = "another"
    scripts._write(app)
    after = {path.name for path in (tmp_path / "laboratory").iterdir()}
    assert len(after) == len(before)
    assert (after == before) == (app.config.cnnbook_edition == "class")
