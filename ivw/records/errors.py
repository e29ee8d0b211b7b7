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


def reason(error: BaseException) -> str:
    """Why the system would not and what to do, in plain words; where it says something else, its first line."""
    said = str(error)
    if "No space left" in said or "File too large" in said or "Disk quota" in said:
        return "The disk is full. Make room on the disk."
    if isinstance(error, PermissionError) or "ermission denied" in said or "ead-only file system" in said:
        return "You may not write there. Check the permissions of the file and its folder."
    line = said.splitlines()[0] if said else type(error).__name__
    return line if line.endswith((".", "!", "?")) else f"{line}."
