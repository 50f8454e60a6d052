"""Line drawings on a grid of 24, our own, put into the page as SVG: no font, no request, coloured by the text."""

from __future__ import annotations

PLAIN = "tag"  # stands for a name that is not here, for kinds name their icons in data

DRAWINGS: dict[str, str] = {
    # what one does
    "camera": '<path d="M4 8h3.5l1.5-2.5h6L16.5 8H20v11H4z"/><circle cx="12" cy="13.2" r="3.4"/>',
    "photo": '<rect x="4" y="5" width="16" height="14" rx="2"/><path d="m4 16 4.5-4.5 4 4L15 13l5 4.5"/><circle cx="15.5" cy="9" r="1.3"/>',
    "pin": '<path d="M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11z"/><circle cx="12" cy="10" r="2.3"/>',
    "phone": '<path d="M6 4h3l1.5 4.5-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2L20 15v3c0 1-.8 2-2 2C10.5 20 4 13.5 4 6c0-1.2 1-2 2-2z"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>',
    "send": '<path d="M4 12 20 4.5 15 20l-3.5-6.5z"/><path d="m11.5 13.5 4-4"/>',
    "edit": '<path d="M5 19h3.5L19 8.5 15.5 5 5 15.5z"/><path d="m13 7.5 3.5 3.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "cross": '<path d="M6 6l12 12M18 6 6 18"/>',
    "undo": '<path d="M8 5 4 9l4 4"/><path d="M4 9h9.5a5 5 0 0 1 0 10H8"/>',
    "merge": '<path d="M6 4v3c0 4 6 4 6 9v4M18 4v3c0 4-6 4-6 9"/><path d="m9 17.5 3 3 3-3"/>',
    "copy": '<rect x="8.5" y="8.5" width="11" height="11" rx="2"/><path d="M15.5 8.5v-4h-11v11h4"/>',
    "download": '<path d="M12 4v11m-4.5-4 4.5 4.5 4.5-4.5M4.5 20h15"/>',
    "exit": '<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9"/>',
    "in": '<path d="M14 4h5v16h-5M10 8l4 4-4 4M14 12H4"/>',
    "next": '<path d="m9 5 7 7-7 7"/>',
    "back": '<path d="m15 5-7 7 7 7"/>',
    "down": '<path d="m5 9 7 7 7-7"/>',
    "dispatch": '<path d="M4 12h6M10 12l5-6h5M10 12l5 6h5"/><path d="m17.5 3.5 2.5 2.5-2.5 2.5M17.5 15.5 20 18l-2.5 2.5"/>',
    "sign": '<path d="M4 19h16M6 15c2.5-7 5-11 6.5-10s-3 8-1.5 9 2-3 3.5-3 .5 3 3.5 3"/>',
    # what one sees
    "home": '<path d="M4 11.5 12 5l8 6.5"/><path d="M6 10v10h12V10M10 20v-5.5h4V20"/>',
    "list": '<path d="M9 6h11M9 12h11M9 18h11"/><path d="M4.5 6h.01M4.5 12h.01M4.5 18h.01" stroke-width="2.6"/>',
    "clock": '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>',
    "alert": '<path d="M12 4 2.8 20h18.4z"/><path d="M12 10v4.5M12 17.3h.01"/>',
    "info": '<circle cx="12" cy="12" r="8"/><path d="M12 11v5M12 8h.01"/>',
    "question": '<circle cx="12" cy="12" r="8"/><path d="M9.7 9.7a2.4 2.4 0 1 1 3.3 2.3c-.7.3-1 .8-1 1.6M12 16.3h.01"/>',
    "eye": '<path d="M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12z"/><circle cx="12" cy="12" r="3"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "shield": '<path d="M12 3.5 5 6v5.5c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6z"/><path d="m9 12 2.2 2.2L15.2 10"/>',
    "person": '<circle cx="12" cy="8" r="3.7"/><path d="M4.5 20c.8-4 3.7-6 7.5-6s6.7 2 7.5 6"/>',
    "people": '<circle cx="9" cy="8.5" r="3.2"/><path d="M2.5 19c.7-3.5 3-5.2 6.5-5.2s5.8 1.7 6.5 5.2M15.5 5.7a3 3 0 0 1 0 5.6M17.8 14.3c2 .7 3.2 2.3 3.7 4.7"/>',
    "elder": '<circle cx="10" cy="6" r="2.7"/><path d="M10 9c-2.5 1-3.5 3.5-3.5 7v4.5M10 11c1.5 2.5 2.7 3.3 5 3.5M12 20.5c0-3-.3-4.5-1.5-6.5M17.5 20.5V13a1.7 1.7 0 0 1 3.3 0"/>',
    "speaker": '<path d="M4 9.5h3.5L12 5.5v13l-4.5-4H4z"/><path d="M15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>',
    "globe": '<circle cx="12" cy="12" r="8"/><path d="M4 12h16M12 4c2.5 2.5 3.5 5 3.5 8s-1 5.5-3.5 8c-2.5-2.5-3.5-5-3.5-8s1-5.5 3.5-8z"/>',
    "chart": '<path d="M4 4v16h16"/><path d="M8.5 16v-4M12.5 16V8M16.5 16v-6"/>',
    "map": '<path d="m4 6.5 5.3-2 5.4 2 5.3-2v13l-5.3 2-5.4-2-5.3 2zM9.3 4.5v13M14.7 6.5v13"/>',
    "gear": '<circle cx="12" cy="12" r="3"/><path d="M12 3.5v3M12 17.5v3M3.5 12h3M17.5 12h3M6 6l2.1 2.1M15.9 15.9 18 18M6 18l2.1-2.1M15.9 8.1 18 6"/>',
    "book": '<path d="M12 6.5C10 5 7.5 4.5 4 4.5v13.5c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4.5c-3.5 0-6 .5-8 2zM12 6.5V20"/>',
    "letter": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4 7 8 6 8-6"/>',
    "talk": '<path d="M4 5h16v11h-8l-4.5 4v-4H4z"/><path d="M8 9.5h8M8 12.5h5"/>',
    "star": '<path d="m12 4 2.5 5.2 5.5.8-4 4 1 5.7-5-2.7-5 2.7 1-5.7-4-4 5.5-.8z"/>',
    "smile": '<circle cx="12" cy="12" r="8"/><path d="M8.5 14c1 1.5 2.2 2 3.5 2s2.5-.5 3.5-2M9 9.7h.01M15 9.7h.01"/>',
    "frown": '<circle cx="12" cy="12" r="8"/><path d="M8.5 16c1-1.5 2.2-2 3.5-2s2.5.5 3.5 2M9 9.7h.01M15 9.7h.01"/>',
    "letters": '<path d="M3.5 18 8 6.5 12.5 18M5 14.5h6M14.5 18l3-7.5 3 7.5M15.4 16h4.2"/>',
    "whistle": '<circle cx="9" cy="14" r="5.5"/><path d="M9 8.5h11.5v4H14M4.5 5.5l1 1.5M9 3.5v2M13 5l-1 1.5"/><circle cx="9" cy="14" r="1.6"/>',
    "flag": '<path d="M6 21V4M6 5h11l-2 3.5 2 3.5H6"/>',
    "building": '<path d="M5 20V6l7-2.5V20M12 9h7v11M3 20h18M8 8.5h1M8 12h1M8 15.5h1M15 12.5h1.5M15 16h1.5"/>',
    # kinds of what residents bring
    "pause": '<circle cx="12" cy="12" r="8.5"/><path d="M10 9v6M14 9v6"/>',
    "tag": '<path d="M4 4h8l8 8-8 8-8-8z"/><circle cx="8.5" cy="8.5" r="1.2"/>',
    "trash": '<path d="M5 7h14M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10 10.5v6M14 10.5v6"/>',
    "drop": '<path d="M12 3.5c3.5 4.5 6 7.3 6 10.5a6 6 0 0 1-12 0c0-3.2 2.5-6 6-10.5z"/><path d="M9 14.5a3 3 0 0 0 3 3"/>',
    "noise": '<path d="M5 9.5v5M8.5 6.5v11M12 4v16M15.5 7.5v9M19 10v4"/>',
    "fire": '<path d="M12 3c.5 4 5.5 5.5 5.5 11a5.5 5.5 0 0 1-11 0c0-2.5 1.3-4 2.5-5 .3 1.8 1 2.5 1.8 2.8C10.5 8.5 10.5 5.5 12 3z"/>',
    "lamp": '<path d="M9 20V8c0-2.5 1.5-4 4-4h3.5M14 6.5h6L18.5 9h-3zM6.5 20h5"/><path d="M15.5 12l-.5 1.5M18.5 12l.5 1.5"/>',
    "road": '<path d="M8 4 4.5 20M16 4l3.5 16M12 5v2.5M12 11v2.5M12 17v2.5"/>',
    "tree": '<path d="M12 21v-8M12 3.5 6.5 11h3L6 16h12l-3.5-5h3z"/>',
    "car": '<path d="M4 16.5v-4l2-5.5h12l2 5.5v4zM4 12.5h16M6 16.5V19M18 16.5V19"/><path d="M7.5 14.5h.01M16.5 14.5h.01"/>',
    "house": '<path d="M4 11.5 12 5l8 6.5M6 10v10h12V10"/><path d="M9.5 13h5v4h-5z"/>',
    "stairs": '<path d="M4 19.5h4v-4h4v-4h4v-4h4.5M4 12l7-7M11 5H7.5M11 5v3.5"/>',
    "lift": '<rect x="5" y="3.5" width="14" height="17" rx="1.5"/><path d="M12 3.5v17M7.5 11l1-1.5 1 1.5M14.5 13l1 1.5 1-1.5"/>',
    "power": '<path d="M13 3 6 13.5h5L10 21l8-11h-5.5z"/>',
    "heart": '<path d="M12 20S4 15 4 9.3A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 8 2.3C20 15 12 20 12 20z"/>',
    "dog": '<path d="M5 10V6l3 2h4l3-2v4M5 10c0 4 2 6.5 5 6.5s5-2.5 5-6.5M15 12h4.5M10 16.5v3.5M8.5 11h.01M11.5 11h.01"/>',
    "money": '<circle cx="12" cy="12" r="8"/><path d="m8.5 7.5 3.5 5 3.5-5M12 12.5V17M9 13h6M9 15.3h6"/>',
    "work": '<rect x="4" y="8" width="16" height="11" rx="2"/><path d="M9 8V5.5h6V8M4 13h16M12 12v2"/>',
    "school": '<path d="M12 5 2.5 9.5 12 14l9.5-4.5zM6 11.5V17c1.8 1.3 3.8 2 6 2s4.2-.7 6-2v-5.5M21.5 9.5V15"/>',
    "health": '<rect x="4" y="4" width="16" height="16" rx="3"/><path d="M12 8v8M8 12h8"/>',
    "food": '<path d="M7 4v16M4.5 4v4.5a2.5 2.5 0 0 0 5 0V4M17 20v-7M17 13c-2 0-3-1.5-3-4.5S15.5 4 17 4z"/>',
    "build": '<path d="m4 20 8.5-8.5M11 6l7 7M13.5 3.5 20.5 10.5l-3 3-7-7z"/>',
    "shop": '<path d="M4 9.5 5.5 4.5h13L20 9.5M5 9.5V20h14V9.5M4 9.5a2.7 2.7 0 0 0 5.3 0 2.7 2.7 0 0 0 5.4 0 2.7 2.7 0 0 0 5.3 0M10 20v-5h4v5"/>',
    "smoke": '<path d="M4 20h16M6 20V11l4-2v11M14 20v-7M18 20v-7M8 6c1-2 3-1 3.5-2.5M14 10c0-2.5 3.5-1.5 4-4.5"/>',
}  # fmt: skip


def svg(name: str) -> str:
    """The drawing called ``name`` for putting into a page; hidden from screen readers, for words stand beside it."""
    inside = DRAWINGS.get(name, DRAWINGS[PLAIN])
    return f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{inside}</svg>'
