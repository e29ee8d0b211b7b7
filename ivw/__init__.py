"""ivw coaches one person through informational interviews."""

import zoneinfo

__version__ = "0.1.0"

# The time zones that are installed with ivw, not those of the system, which may be years older than the database's own:
# where a country has changed its clocks since, a day would begin an hour apart in Python and in SQL.
zoneinfo.reset_tzpath(())
