"""What tests of the records can ask for."""

import os
import shutil

import pytest

from ivw.records import migrate


@pytest.fixture
def usual_umask():
    """The umask of most machines, under which new files are for everybody to read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def own_migrations(tmp_path, monkeypatch):
    """A folder with a copy of the migrations, to which a test adds its own."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, folder)
    monkeypatch.setattr(migrate, "FOLDER", folder)
    migrate.known.cache_clear()
    yield folder
    monkeypatch.undo()
    migrate.known.cache_clear()
