"""What the tests of the readers are given."""

from pathlib import Path

import pytest

from audit.read import read_raw


@pytest.fixture
def read():
    """Read bytes or text under a name."""

    def one(name, data, **options):
        return read_raw(name, data.encode() if isinstance(data, str) else data, **options)

    return one


@pytest.fixture
def page():
    """Read one of the pages beside this file."""

    def one(name):
        return read_raw(Path(__file__).parent / "pages" / name)

    return one
