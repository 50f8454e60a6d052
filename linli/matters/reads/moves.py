"""What somebody may do with a matter now."""

from __future__ import annotations

from linli.matters.models import Matter
from linli.matters.rules import MOVES, SPLIT_STAGES, Stage, may_check
from linli.orgs.authority import may, own_units
from linli.orgs.grants import Grant
from linli.people.models import Person

GRANT_OF = {
    "accept": Grant.ACCEPT,
    "decline": Grant.ACCEPT,
    "merge": Grant.ACCEPT,
    "unmerge": Grant.ACCEPT,
    "dispatch": Grant.DISPATCH,
    "close": Grant.CHECK,
    "send_back": Grant.CHECK,
}


def moves(matter: Matter, by: Person) -> frozenset[str]:
    """The moves that the table knows from this stage and that ``by`` may make here."""
    found = {
        verb
        for verb, grant in GRANT_OF.items()
        if matter.stage in MOVES[verb].before and may(by, grant, at=matter.place)
    }
    if is_own_answer(matter, by):
        found -= {"close", "send_back"}
    if matter.stage == Stage.RECEIVED and may(by, Grant.DISPATCH, at=matter.place):
        found.add("dispatch")  # accepts on the way
    if matter.stage in SPLIT_STAGES and may(by, Grant.ACCEPT, at=matter.place):
        found.add("split")
    return frozenset(found)


def is_own_answer(matter: Matter, by: Person) -> bool:
    """Whether ``by`` would check what waits to be checked here, but belongs to the unit that answered."""
    waits = matter.stage == Stage.ANSWERED and may(by, Grant.CHECK, at=matter.place)
    return waits and not may_check(own_units(by), matter.unit_id)
