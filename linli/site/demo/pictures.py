"""Photos of the demo, drawn by code: a street, a thing on it, the word for demo. No place, no person."""

from __future__ import annotations

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

SIZE = (960, 720)
SKIES = ((203, 219, 226), (226, 214, 196), (196, 210, 200))
WALLS = ((178, 160, 142), (150, 158, 168), (190, 178, 160))


def draw(random: Random, *, mended: bool = False) -> BytesIO:
    """A JPEG of a made-up street; ``mended`` shows it after the work, without the heap."""
    picture = Image.new("RGB", SIZE, random.choice(SKIES))
    pen = ImageDraw.Draw(picture)
    wall, ground = random.choice(WALLS), 470 + random.randrange(40)
    for house in range(4):
        left, top = house * 250 - 30, 130 + random.randrange(120)
        pen.rectangle((left, top, left + 210, ground), fill=wall, outline=(110, 104, 98), width=3)
        for row in range(top + 30, ground - 60, 80):
            for column in (left + 30, left + 130):
                pen.rectangle((column, row, column + 50, row + 46), fill=(222, 232, 234), outline=(96, 104, 110))
    pen.rectangle((0, ground, *SIZE), fill=(148, 148, 144))
    pen.rectangle((0, ground, SIZE[0], ground + 34), fill=(188, 184, 174))
    for stripe in range(40, SIZE[0], 160):
        pen.rectangle((stripe, 640, stripe + 80, 652), fill=(236, 236, 228))
    middle = 300 + random.randrange(360)
    if mended:
        pen.ellipse((middle - 60, ground + 70, middle + 60, ground + 96), fill=(160, 160, 156))
    else:
        for _ in range(26):
            x, y = middle + random.randrange(-110, 110), ground + 60 + random.randrange(50)
            shade = random.randrange(60, 130)
            pen.polygon([(x, y), (x + 46, y + 12), (x + 30, y + 44), (x - 20, y + 36)], fill=(shade, shade - 14, 52))
    pen.rectangle((20, 20, 190, 66), fill=(255, 255, 255))
    pen.text((34, 30), "DEMO", fill=(40, 60, 70), font_size=28)
    body = BytesIO()
    picture.save(body, "JPEG", quality=80)
    body.seek(0)
    return body
