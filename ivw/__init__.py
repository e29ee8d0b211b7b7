"""ivw coaches one person through informational interviews."""

__version__ = "0.1.0"
