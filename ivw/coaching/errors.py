"""The errors that coaching raises, under the name that the floors above use."""

from ivw.records.errors import InvalidRecord, RecordsBusy, RecordsNewer, RecordsUnavailable

__all__ = ["InvalidRecord", "RecordsBusy", "RecordsNewer", "RecordsUnavailable"]
