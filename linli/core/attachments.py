"""Photos and voice notes on disk. A photo is decoded and drawn anew, so nothing of the sender's file is kept but the
picture; a voice note is kept as it came, once its first bytes say that it is sound and nothing else.

The file is written, synced and named before its row exists; ``sweep`` removes the files that never got a row.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID, uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from PIL import ExifTags, Image

from linli.core import crypto
from linli.core.models import Attachment

MEDIA_TYPE = "image/jpeg"
ACCEPTED = ("JPEG", "PNG", "WEBP")
UPLOAD_BYTES = 20 * 1024 * 1024
PIXELS = 50_000_000
LONGEST_SIDE = 2048
QUALITY = 85
SOUND_BYTES = 2 * 1024 * 1024  # 60 s (as the phone records) at 256 kbit/s, twice what browsers write at most
SUFFIXES = {MEDIA_TYPE: ".jpg", "audio/webm": ".webm", "audio/ogg": ".ogg", "audio/mp4": ".m4a"}
ORPHAN_AFTER = timedelta(hours=24)
SWEEP_AT_ONCE = 500

# how to set a picture upright, by its EXIF orientation. Source: EXIF 2.32 (CIPA DC-008), tag 274
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class NotAPhoto(ValueError):
    """Not a JPEG, PNG or WebP picture, or one that is broken off."""


class TooLargeFile(ValueError):
    """The upload has more than ``UPLOAD_BYTES``."""


class TooManyPixels(ValueError):
    """The picture has more than ``PIXELS``; it was not decoded."""


class NotASound(ValueError):
    """Not sound in WebM, Ogg or MP4, or not sound alone."""


class TooLargeSound(ValueError):
    """The upload has more than ``SOUND_BYTES``."""


class QuotaReached(Exception):
    """This person or address has stored as many photos today as a day allows."""


class Readable(Protocol):
    """What an upload must be able to do: an open file, or Django's ``UploadedFile``."""

    def read(self, size: int, /) -> bytes: ...


def keep(upload: Readable, *, by: int | None, at: datetime, address: str = "") -> Attachment:
    """Store the photo in ``upload`` and return its row, unsaved: the caller saves it in the action's transaction.

    ``by`` is the number of the account; without one, ``address`` is what the quota counts by. Callers with neither
    share one quota. The quota is kept in the cache: races may let a few photos more through, never fewer.

    Raises: QuotaReached, TooLargeFile, TooManyPixels, NotAPhoto.
    """
    counter = _within_quota(by, address, at)
    raw = upload.read(UPLOAD_BYTES + 1)
    if len(raw) > UPLOAD_BYTES:
        raise TooLargeFile
    picture = _redrawn(raw)
    written = BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return _kept(written.getvalue(), MEDIA_TYPE, (picture.width, picture.height), by=by, at=at, counter=counter)


def keep_sound(upload: Readable, *, by: int | None, at: datetime, address: str = "") -> Attachment:
    """Store the voice note in ``upload`` and return its row, unsaved; it counts towards the same quota as a photo.

    Raises: QuotaReached, TooLargeSound, NotASound.
    """
    counter = _within_quota(by, address, at)
    raw = upload.read(SOUND_BYTES + 1)
    if len(raw) > SOUND_BYTES:
        raise TooLargeSound
    return _kept(raw, _type_of_sound(raw), (0, 0), by=by, at=at, counter=counter)


def open_photo(attachment: Attachment) -> BinaryIO:
    """Open the file of ``attachment`` for reading; its type is ``attachment.media_type``. Raises: FileNotFoundError."""
    return path_of(attachment.pk, attachment.media_type).open("rb")


def path_of(key: UUID, media_type: str = MEDIA_TYPE) -> Path:
    """Where the file lies: two levels of 256 folders, so that none grows long."""
    return Path(settings.LINLI_MEDIA) / key.hex[:2] / key.hex[2:4] / f"{key}{SUFFIXES[media_type]}"


def erase(rows: Sequence[Attachment]) -> None:
    """Delete ``rows`` in the caller's transaction, and their files once it is done; ``sweep`` finds what stayed."""
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    paths = [path_of(row.pk, row.media_type) for row in rows]

    def unlink() -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    transaction.on_commit(unlink)


def sweep(*, at: datetime) -> int:
    """Remove files that are older than a day and have no row. Safe to repeat. Returns how many were removed."""
    files = _files_before(at - ORPHAN_AFTER)
    removed = 0
    while chunk := dict(islice(files, SWEEP_AT_ONCE)):
        keys = [key for key in chunk.values() if key is not None]
        with_row = set(Attachment.objects.filter(pk__in=keys).values_list("pk", flat=True))
        for path, key in chunk.items():
            if key not in with_row:
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _within_quota(by: int | None, address: str, at: datetime) -> str:
    """The name under which the cache counts what somebody stored today. Raises: QuotaReached."""
    counter = _counter(by, address, at)
    if cache.get(counter, 0) >= settings.LINLI_PHOTO_QUOTA:
        raise QuotaReached
    return counter


def _kept(
    body: bytes, media_type: str, size: tuple[int, int], *, by: int | None, at: datetime, counter: str
) -> Attachment:
    """Write the file and count it; the row of it, unsaved."""
    row = Attachment(
        id=uuid4(),
        media_type=media_type,
        sha256=hashlib.sha256(body).hexdigest(),
        size=len(body),
        width=size[0],
        height=size[1],
        stored_at=at,
        stored_by=by,
    )
    _store(path_of(row.pk, media_type), body)
    if not cache.add(counter, 1, timeout=24 * 60 * 60):
        cache.incr(counter)
    return row


def _type_of_sound(raw: bytes) -> str:
    """The media type that the first bytes of ``raw`` tell; a file with moving pictures is refused. Raises: NotASound.

    Source: RFC 8794 (EBML) and the codec names of WebM, RFC 3533 (Ogg), ISO/IEC 14496-12 (``ftyp``, ``hdlr``).
    """
    head = raw[:4096]
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head and b"A_" in head and b"V_" not in head:
        return "audio/webm"
    if head.startswith(b"OggS") and (b"OpusHead" in head or b"vorbis" in head) and b"theora" not in head:
        return "audio/ogg"
    if raw[4:8] == b"ftyp" and b"soun" in raw and b"vide" not in raw:
        return "audio/mp4"
    raise NotASound


def _counter(by: int | None, address: str, at: datetime) -> str:
    who = str(by) if by is not None else crypto.blind(address, purpose="attachments.quota")
    return f"photos:{timezone.localdate(at)}:{who}"


def _redrawn(raw: bytes) -> Image.Image:
    """Decode ``raw`` and draw it upright on a clean white canvas, which carries no metadata along.

    Of a moving picture the first frame is drawn. Raises: NotAPhoto, TooManyPixels.
    """
    try:
        with Image.open(BytesIO(raw), formats=ACCEPTED) as picture:
            if picture.width * picture.height > PIXELS:
                raise TooManyPixels
            turn = UPRIGHT.get(_orientation(picture))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            coloured = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    except TooManyPixels:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except Exception as error:  # decoders of hostile bytes raise nearly anything: OSError, struct.error, IndexError …
        raise NotAPhoto from error
    clean = Image.new("RGB", coloured.size, "white")
    clean.paste(coloured, mask=coloured if coloured.mode == "RGBA" else None)
    return clean if turn is None else clean.transpose(turn)


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # broken metadata does not make the picture worthless, and it is thrown away anyhow
        return 1


def _store(path: Path, body: bytes) -> None:
    """Write ``body`` so that ``path`` is there whole or not at all, also after the power went."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    for folder in path.parents[:3]:  # the folders may be as new as the file
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _files_before(instant: datetime) -> Iterator[tuple[Path, UUID | None]]:
    """Files of the media folder last written before ``instant``, each with the key its name says, if it is one."""
    for path in Path(settings.LINLI_MEDIA).glob("??/??/*"):
        try:
            written_at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
        except FileNotFoundError:  # another sweeper was quicker
            continue
        if written_at < instant:
            yield path, _key(path)


def _key(path: Path) -> UUID | None:
    try:
        return UUID(path.stem) if path.suffix in SUFFIXES.values() else None
    except ValueError:
        return None
