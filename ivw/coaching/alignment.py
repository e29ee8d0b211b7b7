"""How a conversation serves one's career goals, in one's own words (A44, guide 1): a note with its plan."""

from ivw.coaching import checks
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records


def of_plan(records: Records, plan_id: str) -> str:
    """The note with a plan; '' where there is none."""
    rows = records.rows("SELECT alignment FROM plans WHERE id = TRY_CAST($id AS UUID)", id=plan_id)
    return (rows[0][0] or "") if rows else ""


def write(records: Records, plan_id: str, text: str) -> Done:
    """Keep the note as it is being written. Raises InvalidRecord beyond 20,000 characters, or when the plan is gone."""
    words = checks.text("alignment", text)
    with records.transaction() as transaction:
        if transaction.row("plans", plan_id) is None:
            raise InvalidRecord("plan", "This plan is not in the records (any more).", "Open the page again.")
        transaction.change("plans", plan_id, alignment=words)
        return done(transaction, "Your note is saved.", plan_id)
