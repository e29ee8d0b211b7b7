"""What tests of pages can ask for: the same as tests of pieces of screen."""

from tests.show.conftest import clicked_twice, gone, one_file, records

__all__ = ["clicked_twice", "gone", "one_file", "records"]
