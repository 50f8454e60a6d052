"""What the actions on lists, admissions and burdens refuse, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linli.duties.models import Admission


class NothingSaid(ValueError):
    """A required text is empty; ``field`` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class TooLong(ValueError):
    """A text has more characters than are kept; ``field`` and ``limit`` say which and how many."""

    def __init__(self, field: str, limit: int) -> None:
        super().__init__(field, limit)
        self.field, self.limit = field, limit


class ItemStands(ValueError):
    """A line under this code begins that day or later: what was published stays as it was."""


class ItemGone(ValueError):
    """No line under this code is in force."""


class BadPeriod(ValueError):
    """The period ends before it begins, lies in the past, or is longer than three years."""


class NotBelow(ValueError):
    """A unit that is to get the task does not stand at that level inside the asker's area."""


class OwnAdmission(ValueError):
    """Who asked, or belongs to the unit that asked, does not decide."""


class AdmissionMoved(ValueError):
    """Somebody else was faster; ``admission`` is how it stands now."""

    def __init__(self, admission: Admission) -> None:
        super().__init__(admission.pk)
        self.admission = admission


class NotInForce(ValueError):
    """The admission that a record names did not hold for this unit on this day, or is not the asker's."""


class BadDay(ValueError):
    """The day lies in the future, or so far back that nobody can say."""


class BadCount(ValueError):
    """The number of fields is below nought or beyond belief."""


class AskedItself(ValueError):
    """A unit is not asked from above by itself."""


class AlreadyStruck(ValueError):
    """The record was struck out already."""
