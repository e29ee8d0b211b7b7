"""The demo network as it stands in its file, and the zones it is tried in."""

from ivw.exchange import demo_file

NETWORK = demo_file.read()
ZONES = ("Europe/Berlin", "America/Los_Angeles")


def counted(records, sql):
    """The one number that this query returns."""
    return records.rows(sql)[0][0]
