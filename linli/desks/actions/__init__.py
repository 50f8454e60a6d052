"""What a desk does beside the moves of a single matter, and with many at once."""

from linli.desks.actions.batch import move_many
from linli.desks.actions.export import note_export
from linli.desks.actions.presence import be_seen
from linli.desks.actions.refuse import confirm, decline, send_back
from linli.desks.actions.second_pair import set_second_pair, take_back_second_pair
from linli.desks.actions.templates import end_template, keep_template
from linli.desks.actions.views import drop_view, save_view

__all__ = [
    "be_seen",
    "confirm",
    "decline",
    "drop_view",
    "end_template",
    "keep_template",
    "move_many",
    "note_export",
    "save_view",
    "send_back",
    "set_second_pair",
    "take_back_second_pair",
]
