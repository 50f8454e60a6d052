"""Photos: only the picture is kept, hostile files are refused by name, files without a row are swept."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo
from pytest_django import Settings

from linli.core import attachments
from linli.core.attachments import (
    NotAPhoto,
    NotASound,
    QuotaReached,
    TooLargeFile,
    TooLargeSound,
    TooManyPixels,
    keep,
    keep_sound,
)
from linli.core.models import Attachment
from tests.town import SOUND, T0

RED, BLUE = (200, 20, 20), (20, 20, 200)


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.LINLI_MEDIA = tmp_path / "media"
    cache.clear()
    return settings.LINLI_MEDIA


def picture(width: int = 40, height: int = 20) -> Image.Image:
    """Red on the left, blue on the right."""
    made = Image.new("RGB", (width, height), RED)
    made.paste(BLUE, (width // 2, 0, width, height))
    return made


def saved(image: Image.Image, format: str = "JPEG", **options: object) -> BytesIO:
    out = BytesIO()
    image.save(out, format, **options)
    out.seek(0)
    return out


def with_gps(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "DemoPhone"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (31.0, 18.0, 30.0)
    return exif


def kept_file(upload: BytesIO) -> tuple[Attachment, Image.Image, bytes]:
    row = keep(upload, by=1, at=T0)
    with attachments.open_photo(row) as file:
        body = file.read()
    return row, Image.open(BytesIO(body)), body


def close(found: object, wanted: tuple[int, int, int]) -> bool:
    return isinstance(found, tuple) and all(abs(a - b) < 40 for a, b in zip(found, wanted, strict=True))


def test_a_photo_is_on_disk_under_its_number_before_it_has_a_row(media: Path) -> None:
    row, image, body = kept_file(saved(picture()))
    assert attachments.path_of(row.pk) == media / row.pk.hex[:2] / row.pk.hex[2:4] / f"{row.pk}.jpg"
    assert (row.media_type, row.size, row.width, row.height) == ("image/jpeg", len(body), 40, 20)
    assert row.sha256 == hashlib.sha256(body).hexdigest()
    assert (row.stored_by, row.stored_at, image.format) == (1, T0, "JPEG")
    assert [path for path in media.rglob("*") if path.is_file()] == [attachments.path_of(row.pk)]


def test_a_photo_has_its_name_only_when_all_of_it_is_on_the_disk(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(handle: int) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(attachments.os, "fsync", power_cut)
    with pytest.raises(OSError, match="power cut"):
        keep(saved(picture()), by=1, at=T0)
    assert [path.suffix for path in media.rglob("*") if path.is_file()] == [".part"]


def test_place_and_camera_do_not_stay_in_the_photo() -> None:
    _, image, body = kept_file(saved(picture(), exif=with_gps(), comment=b"DemoComment", icc_profile=b"DemoProfile"))
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert not any(word in body for word in (b"DemoPhone", b"Exif", b"DemoComment", b"DemoProfile", b"http"))


@pytest.mark.parametrize(
    ("format", "options"),
    [("PNG", {"pnginfo": "text"}), ("WEBP", {"xmp": b"<x:xmpmeta>DemoPlace</x:xmpmeta>"})],
)
def test_png_and_webp_become_clean_jpegs(format: str, options: dict[str, object]) -> None:
    if "pnginfo" in options:
        text = PngInfo()
        text.add_text("Comment", "DemoPlace")
        options = {"pnginfo": text}
    row, image, body = kept_file(saved(picture(), format, exif=with_gps(), **options))
    assert (image.format, row.media_type) == ("JPEG", "image/jpeg")
    assert b"DemoPlace" not in body and b"DemoPhone" not in body


@pytest.mark.parametrize(
    ("orientation", "red_at", "size"),
    [
        (1, (2, 10), (40, 20)),
        (2, (37, 10), (40, 20)),
        (3, (37, 10), (40, 20)),
        (4, (2, 10), (40, 20)),
        (5, (10, 2), (20, 40)),
        (6, (10, 2), (20, 40)),
        (7, (10, 37), (20, 40)),
        (8, (10, 37), (20, 40)),
    ],
)
def test_a_photo_taken_sideways_is_set_upright(
    orientation: int, red_at: tuple[int, int], size: tuple[int, int]
) -> None:
    row, image, _ = kept_file(saved(picture(), exif=with_gps(orientation)))
    assert (row.width, row.height) == image.size == size
    assert close(image.getpixel(red_at), RED)


def test_broken_metadata_does_not_spoil_a_good_photo() -> None:
    row, _, _ = kept_file(saved(picture(), exif=b"Exif\0\0not a tiff at all"))
    assert (row.width, row.height) == (40, 20)


@pytest.mark.slow
def test_a_large_photo_is_made_smaller() -> None:
    row, _, _ = kept_file(saved(picture(4000, 3000)))
    assert (row.width, row.height) == (2048, 1536)


def test_what_is_transparent_turns_white() -> None:
    _, image, _ = kept_file(saved(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG"))
    assert close(image.getpixel((5, 5)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "LA", "I;16"])
def test_every_mode_of_colour_is_taken(mode: str) -> None:
    made = Image.new("I;16", (10, 10)) if mode == "I;16" else picture(10, 10).convert(mode)
    row, image, _ = kept_file(saved(made, "JPEG" if mode == "CMYK" else "PNG"))
    assert (row.width, image.mode) == (10, "RGB")


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_kept(format: str) -> None:
    frames = [Image.new("RGB", (10, 10), colour) for colour in (RED, BLUE)]
    _, image, _ = kept_file(saved(frames[0], format, save_all=True, append_images=frames[1:]))
    assert close(image.getpixel((5, 5)), RED)
    assert getattr(image, "n_frames", 1) == 1


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


NO_PHOTOS = {
    "empty": b"",
    "jpeg start": b"\xff\xd8",
    "png start": b"\x89PNG\r\n\x1a\n",
    "webp start": b"RIFF....WEBP",
    "svg": SVG,
    "html": HTML,
    "gif and html": b"GIF89a" + HTML,
    "jpeg and html": b"\xff\xd8\xff" + HTML,
    "zeroes": bytes(64),
}


@pytest.mark.parametrize("body", NO_PHOTOS.values(), ids=NO_PHOTOS)
def test_what_is_no_photo_is_refused(body: bytes, media: Path) -> None:
    with pytest.raises(NotAPhoto):
        keep(BytesIO(body), by=1, at=T0)
    assert not media.exists()


def test_a_gif_is_refused_whatever_its_name_says() -> None:
    upload = SimpleUploadedFile("photo.jpg", saved(picture(), "GIF").read(), content_type="image/jpeg")
    with pytest.raises(NotAPhoto):
        keep(upload, by=1, at=T0)


def test_a_page_hidden_behind_a_photo_is_gone() -> None:
    body = saved(picture(), comment=HTML).read() + HTML
    assert b"<script" not in kept_file(BytesIO(body))[2]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_broke_off_is_refused(format: str) -> None:
    noise = Image.frombytes("RGB", (64, 64), Random(7).randbytes(64 * 64 * 3))
    body = saved(noise, format).read()
    with pytest.raises(NotAPhoto):
        keep(BytesIO(body[: len(body) // 2]), by=1, at=T0)


@pytest.mark.slow
def test_a_photo_of_a_hundred_megapixels_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = saved(Image.new("1", (10_000, 10_000)), "PNG")
    monkeypatch.setattr(Image.Image, "thumbnail", lambda *_: pytest.fail("decoded"))
    with pytest.raises(TooManyPixels):
        keep(bomb, by=1, at=T0)
    wider = saved(Image.new("1", (25_000, 2_001)), "PNG")  # under Pillow's own limit
    with pytest.raises(TooManyPixels):
        keep(wider, by=1, at=T0)


def test_more_than_twenty_megabytes_are_not_read() -> None:
    class Endless:
        def read(self, size: int, /) -> bytes:
            return bytes(size)

    with pytest.raises(TooLargeFile):
        keep(Endless(), by=1, at=T0)


def test_a_day_has_its_quota_for_each_person_and_each_address(settings: Settings) -> None:
    settings.LINLI_PHOTO_QUOTA = 2

    def store(by: int | None = None, address: str = "", at: datetime = T0) -> None:
        keep(saved(picture()), by=by, address=address, at=at)

    for who in ({"by": 1}, {"by": 2}, {"address": "192.0.2.1"}, {"address": "192.0.2.2"}, {}):
        store(**who)
        with pytest.raises(NotAPhoto):
            keep(BytesIO(b"no photo counts for nothing"), at=T0, **({"by": None} | who))
        store(**who)
        with pytest.raises(QuotaReached):
            store(**who)
    store(by=1, at=T0 + timedelta(days=1))


@pytest.mark.django_db
def test_files_without_a_row_are_swept_after_a_day(media: Path) -> None:
    with_row, without, young = (keep(saved(picture()), by=1, at=T0) for _ in range(3))
    with_row.save()
    half_written = attachments.path_of(uuid4()).with_suffix(".part")
    half_written.parent.mkdir(parents=True)
    half_written.write_bytes(b"half")
    day_ago = (T0 - timedelta(hours=25)).timestamp()
    for path in (attachments.path_of(with_row.pk), attachments.path_of(without.pk), half_written):
        os.utime(path, (day_ago, day_ago))
    os.utime(attachments.path_of(young.pk), (T0.timestamp(), T0.timestamp()))

    assert attachments.sweep(at=T0) == 2
    assert attachments.sweep(at=T0) == 0
    left = {path for path in media.rglob("*") if path.is_file()}
    assert left == {attachments.path_of(with_row.pk), attachments.path_of(young.pk)}
    with pytest.raises(FileNotFoundError):
        attachments.open_photo(without)


@pytest.mark.slow
def test_a_thousand_broken_photos_never_do_more_than_be_refused() -> None:
    random = Random(2026)
    whole = [saved(picture(), format, exif=with_gps(6)).read() for format in ("JPEG", "PNG", "WEBP")]
    for number in range(1000):
        body = bytearray(random.choice(whole))
        for _ in range(random.randint(1, 8)):
            body[random.randrange(len(body))] = random.randrange(256)
        try:
            keep(BytesIO(bytes(body[: random.choice([None, random.randint(1, len(body))])])), by=number, at=T0)
        except (NotAPhoto, TooManyPixels):
            continue


MP4 = b"\0\0\0\x18ftypmp42" + bytes(20)
OGG = b"OggS" + bytes(24)


@pytest.mark.parametrize(
    ("raw", "media_type"),
    [(SOUND, "audio/webm"), (OGG + b"OpusHead", "audio/ogg"), (MP4 + b"hdlr soun", "audio/mp4")],
)
def test_a_voice_note_is_kept_as_it_came(raw: bytes, media_type: str) -> None:
    row = keep_sound(BytesIO(raw), by=None, at=T0)
    assert (row.media_type, row.size, row.sha256) == (media_type, len(raw), hashlib.sha256(raw).hexdigest())
    with attachments.open_photo(row) as file:
        assert file.read() == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"ID3 of another kind of sound",
        b"<script>alert(1)</script>",
        SOUND + b"V_VP8",
        OGG + b"OpusHead theora",
        MP4 + b"hdlr soun hdlr vide",
        MP4,
    ],
)
def test_what_is_not_sound_alone_is_refused(raw: bytes) -> None:
    with pytest.raises(NotASound):
        keep_sound(BytesIO(raw), by=None, at=T0)


def test_a_voice_note_has_its_size_and_counts_towards_the_day(settings: Settings) -> None:
    with pytest.raises(TooLargeSound):
        keep_sound(BytesIO(SOUND + bytes(attachments.SOUND_BYTES)), by=None, at=T0)
    settings.LINLI_PHOTO_QUOTA = 1
    keep_sound(BytesIO(SOUND), by=7, at=T0)
    with pytest.raises(QuotaReached):
        keep_sound(BytesIO(SOUND), by=7, at=T0)


@pytest.mark.django_db
def test_a_voice_note_without_a_row_is_swept() -> None:
    row = keep_sound(BytesIO(SOUND), by=None, at=T0)
    path = attachments.path_of(row.pk, row.media_type)
    os.utime(path, (0, 0))
    assert attachments.sweep(at=T0) == 1
    assert not path.exists()
