"""What a reporter said aloud."""

from __future__ import annotations

from uuid import UUID

from linli.matters.models import Matter, Voice


def voice_of(matter: Matter) -> UUID | None:
    """The key of the sound that came with ``matter``; None where nothing was said aloud."""
    return Voice.objects.filter(matter=matter).values_list("attachment_id", flat=True).first()
