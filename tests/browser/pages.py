"""Every page there is, in every look: the addresses of the table of permissions, by somebody who may open them.

A page that gets an address gets a row there (a test sees to it), and so is looked at here without being named again.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from linli.matters.follow import share_code
from linli.people import actions as people
from tests.permissions.policy import NOBODY, PAGES, ROLES
from tests.permissions.scene import Scene
from tests.permissions.test_matrix import Cast, address

NARROW, WIDTHS = 320, (360, 768, 1440)
HEIGHT = 800
LOOKS = ("usual", "elder", "dark", "contrast")
FIRST = (NOBODY, "reporter", "grid", "unit", "community", "street", "centre", "system", "security", "auditor")
"""Who opens a page when several may: the first of these."""
ON_THE_PHONE = ("resident", "field", "door")
FACES = (*ON_THE_PHONE, "desk", "portal")


SMALL = """least => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
  .filter(one => one.checkVisibility() && !one.closest('.visually-hidden, .visually-hidden-focusable'))
  .filter(one => !(one.matches('a') && getComputedStyle(one).display === 'inline'))
  .map(one => [one.closest('.form-check, .picture, .chip, .cell, .choice') ?? one, one])
  .map(([box, one]) => [box.getBoundingClientRect(), one])
  .filter(([box]) => box.height < least - 0.5 && box.width > 1)
  .map(([box, one]) => `${Math.round(box.height)} px high: ${one.outerHTML.slice(0, 80)}`)"""
"""Controls lower than ``least``, in px; links inside a sentence are as high as it."""

TINY = """least => [...document.querySelectorAll('main *, .topbar *')]
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && one.checkVisibility())
  .filter(one => !one.closest('.visually-hidden, svg'))
  .filter(one => parseFloat(getComputedStyle(one).fontSize) < least)
  .map(one => `${getComputedStyle(one).fontSize}: ${one.textContent.trim().slice(0, 40)}`)"""
"""Text in letters smaller than ``least``, in px."""

LARGER = """scale => {
  const all = [...document.querySelectorAll('body *')].filter(one => !one.closest('svg'));
  window.usual ??= new Map(all.map(one => [one, parseFloat(getComputedStyle(one).fontSize)]));
  for (const [one, size] of window.usual) one.style.fontSize = `${size * scale}px`;
}"""
"""Make all letters larger, as a web view does that obeys the size of letters of its phone."""

CUT = """() => [...document.querySelectorAll('main *, .topbar *, .bottom *')]
  .filter(one => one.checkVisibility() && !one.closest('svg, .visually-hidden, .visually-hidden-focusable'))
  .filter(one => {
    const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(one);
    const isShortened = textOverflow === 'ellipsis' || webkitLineClamp !== 'none';  // on purpose, whole elsewhere
    const clips = (how) => !one.matches('input') && (how === 'hidden' || how === 'clip' || one.matches('.btn'));
    return !isShortened && (clips(overflowX) && one.scrollWidth > one.clientWidth + 1
      || clips(overflowY) && one.scrollHeight > one.clientHeight + 1);
  })
  .map(one => `cut off: ${one.outerHTML.slice(0, 80)}`)"""
"""What hides a part of the text in it."""


@dataclass(frozen=True)
class Place:
    """A page as somebody of the cast opens it."""

    name: str
    role: str
    path: str

    @property
    def is_on_the_phone(self) -> bool:
        return face_of(self.name) in ON_THE_PHONE

    @property
    def look(self) -> str:
        """The look that a quick run sees it in: the same each time, and spread over the pages."""
        return LOOKS[crc32(self.name.encode()) % len(LOOKS)]

    @property
    def width(self) -> int:
        return WIDTHS[0] if self.is_on_the_phone else WIDTHS[crc32(self.name.encode()) // 7 % len(WIDTHS)]


def face_of(name: str) -> str:
    space = name.rpartition(":")[0]
    return {"": "door", "demo": "door", "kit": "door", "wall": "portal", "api": "portal"}.get(space, space)


def places(scene: Scene, face: str) -> list[Place]:
    """The pages of a face: what answers with HTML to whoever may see it."""
    found = [place for place in _more(scene) if face_of(place.name) == face] if face in ("resident", "portal") else []
    cast = Cast(scene.town)
    for name in PAGES:
        row = next((row for row in PAGES[name] if row.method == "GET"), None)
        role = next((one for one in FIRST if row and "own" in row.who.get(one, ())), None)
        if face_of(name) != face or row is None or role is None:
            continue
        path = address(name, scene, "own", row.stage)
        answer = cast.client(role, by_token=False).get(path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found.append(Place(name, role, path))
    return found


def _more(scene: Scene) -> list[Place]:
    """Pages of residents and of the portal that the table has in another state, or for nobody by rule."""
    town, at = scene.town, timezone.now()
    answered = town.answered(by=town.ren, at=at, is_public=True)
    code = people.invite_helper(by=town.ren, wording="同意", at=at)
    people.begin_helping(by=town.lao, code=code, at=at)
    number = answered.number_shown
    return [
        Place("resident:home-with-matters", "reporter", "/"),
        Place("resident:answered", "reporter", f"/follow/{number}/"),
        Place("resident:solved", "reporter", f"/follow/{number}/rate/?solved=1"),
        Place("resident:not-solved", "reporter", f"/follow/{number}/rate/?solved=0"),
        Place("resident:report-sensitive", NOBODY, f"/report/?kind={town.abuse.code}"),
        Place("resident:missing", NOBODY, "/nothing-here/"),
        Place("resident:shared", NOBODY, f"/shared/{number}/{share_code(answered)}/"),
        Place("portal:one", NOBODY, f"/open/matters/{number}/"),
    ]


def sign_in(context: BrowserContext, scene: Scene, role: str, origin: str) -> None:
    if role == NOBODY:
        return
    client = Client()
    client.force_login(getattr(scene.town, ROLES[role]))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": origin}])


def wear(page: Page, look: str, width: int, origin: str) -> None:
    """Make the next page that is opened look so; elder mode is the server's, the rest is the browser's."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(
        color_scheme="dark" if look == "dark" else "light", contrast="more" if look == "contrast" else "no-preference"
    )
    page.context.add_cookies([{"name": "linli_elder", "value": "1" if look == "elder" else "0", "url": origin}])
