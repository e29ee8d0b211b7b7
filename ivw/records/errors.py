"""What can go wrong with records, each in words that a person can act on."""


class InvalidRecord(ValueError):
    """Something typed or read cannot be kept: which field, what was wrong, what would be right."""

    def __init__(self, field: str, wrong: str, right: str = "") -> None:
        super().__init__(f"{wrong} {right}".strip())
        self.field = field
        self.wrong = wrong
        self.right = right


class RecordsUnavailable(Exception):
    """The records file cannot be opened; the message says why and what to do."""


class RecordsBusy(RecordsUnavailable):
    """Another program holds the records file."""


class RecordsNewer(RecordsUnavailable):
    """The file was written by a newer ivw; it is left alone."""
