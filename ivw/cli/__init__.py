"""The terminal door: the same coaching without a browser, for cron, scripts and people who like it.

A command imports what it needs when it runs: loading all of ivw would take longer than most answers.
"""

from ivw.cli import keeping, looking, planning, reviewing, taking_out, writing
from ivw.cli.door import door

__all__ = ["door", "keeping", "looking", "planning", "reviewing", "taking_out", "writing"]
