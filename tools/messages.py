"""Message catalogues: msgids are English, each app keeps its own ``locale/zh_Hans/LC_MESSAGES/django.po``.

``update`` adds what the code asks for and drops what it no longer asks for, ``check`` fails on anything missing,
empty, unused or said in two ways, ``compile`` writes the .mo files. Needs no gettext on the machine.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent / "linli"
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "ngettext_noop", "pgettext"}
CALLS |= {"pgettext_lazy"}

Key = tuple[str | None, str | tuple[str, str]]  # context, msgid or (singular, plural)


@cache
def apps() -> list[Path]:
    return sorted({path.parent for path in ROOT.rglob("apps.py")} | {ROOT / "site"})


def app_of(path: Path) -> Path:
    return max((app for app in apps() if app in path.parents), key=lambda app: len(app.parts))


def in_python(path: Path) -> Iterator[Key]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name not in CALLS or not texts:
            continue
        if name.startswith("pgettext"):
            yield texts[0], texts[1]
        elif name.startswith("ngettext"):
            yield None, (texts[0], texts[1])
        else:
            yield None, texts[0]


def in_template(path: Path) -> Iterator[Key]:
    from django.template import engines
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    django = engines["django"].engine
    for node in _nodes(django.from_string(path.read_text()).nodelist):
        if isinstance(node, TranslateNode):
            context = node.message_context.var if node.message_context else None
            yield context, str(node.filter_expression.var.literal)
        elif isinstance(node, BlockTranslateNode):
            context = node.message_context.var if node.message_context else None
            one = _block(node, node.singular)
            yield context, (one, _block(node, node.plural)) if node.plural else one


def _block(node: object, tokens: list[object]) -> str:
    text: str = node.render_token_list(tokens)[0]  # type: ignore[attr-defined]
    if node.trimmed:  # type: ignore[attr-defined]
        from django.utils.translation import trim_whitespace

        text = trim_whitespace(text)
    return text


def _nodes(nodelist: object) -> Iterator[object]:
    from django.template.base import Node, NodeList

    for node in nodelist:  # type: ignore[attr-defined]
        yield node
        for value in vars(node).values():
            for part in value if isinstance(value, (list, tuple)) and not isinstance(value, NodeList) else [value]:
                if isinstance(part, NodeList):
                    yield from _nodes(part)
                elif isinstance(part, tuple):  # {% if %}: (condition, nodelist)
                    for inner in part:
                        if isinstance(inner, NodeList):
                            yield from _nodes(inner)
                elif isinstance(part, Node) and part is not node and hasattr(part, "nodelist"):
                    yield from _nodes([part])


def asked() -> dict[Path, dict[Key, None]]:
    found: dict[Path, dict[Key, None]] = {app: {} for app in apps()}
    for path in sorted(ROOT.rglob("*.py")):
        if "migrations" not in path.parts and any(app in path.parents for app in apps()):
            found[app_of(path)].update(dict.fromkeys(in_python(path)))
    for path in sorted([*ROOT.rglob("*.html"), *ROOT.rglob("*.txt")]):
        if "templates" in path.parts:
            found[app_of(path)].update(dict.fromkeys(in_template(path)))
    return found


def po_of(app: Path) -> Path:
    return app / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def read(app: Path) -> Catalog:
    path = po_of(app)
    if not path.exists():
        return Catalog(locale="zh_Hans_CN")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans_CN")


def _key(message: object) -> Key:
    return message.context, message.id if isinstance(message.id, str) else tuple(message.id)  # type: ignore


def update() -> None:
    for app, keys in asked().items():
        known = {_key(message): message.string for message in read(app) if message.id}
        if not keys:
            continue
        made = Catalog(locale="zh_Hans_CN", project="linli", charset="utf-8", fuzzy=False)
        for context, msgid in keys:
            made.add(msgid, string=known.get((context, msgid), ""), context=context)
        po_of(app).parent.mkdir(parents=True, exist_ok=True)
        buffer = BytesIO()
        write_po(buffer, made, width=0, omit_header=False, sort_output=True)
        lines = buffer.getvalue().decode().splitlines()
        dates = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By")
        text = "\n".join(line for line in lines if not any(date in line for date in dates))
        po_of(app).write_text(text.rstrip() + "\n")


def problems() -> list[str]:
    found = []
    for app, keys in asked().items():
        known = {_key(message): message.string for message in read(app) if message.id}
        for key in keys:
            string = known.get(key)
            if not string or (isinstance(string, tuple) and not all(string)):
                found.append(f"{app.relative_to(ROOT)}: not translated: {key[1]!r}")
        found += [f"{app.relative_to(ROOT)}: no longer asked for: {key[1]!r}" for key in known if key not in keys]
    return found + said_twice()


def said_twice() -> list[str]:
    """Messages that two apps translate differently. Django merges the catalogues of all apps, so that one of them
    would show on the pages of both: where two things are meant, a context tells them apart."""
    said: dict[Key, set[str]] = {}
    for app in apps():
        for message in read(app):
            if message.id:
                words = message.string if isinstance(message.string, str) else message.string[0]
                said.setdefault(_key(message), set()).add(words)
    return [f"said in two ways: {key[1]!r}: {', '.join(sorted(ways))}" for key, ways in said.items() if len(ways) > 1]


def compile_all() -> None:
    for app in apps():
        if po_of(app).exists():
            mo = po_of(app).with_suffix(".mo")
            if not mo.exists() or mo.stat().st_mtime < po_of(app).stat().st_mtime:
                with mo.open("wb") as file:
                    write_mo(file, read(app))


def main(verb: str) -> int:
    if verb == "compile":
        compile_all()
        return 0
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    if verb == "update":
        update()
    left = problems()
    print("\n".join(left) or "messages: complete")
    return 1 if left else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT.parent))
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
