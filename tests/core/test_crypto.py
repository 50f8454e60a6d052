"""Field encryption: sealed for one column, readable with the ring's keys only, found by a keyed index, rotatable."""

from __future__ import annotations

import base64
import os
import re

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection
from django.db.models import Model
from pytest_django import Settings

from linli.core import crypto
from linli.core.crypto import EncryptedField, Ring, Unreadable, parse_ring, rotate
from linli.core.models import Entry, Intent
from linli.matters.actions.receipt import Contact
from linli.matters.models import Reporter
from linli.people.models import Person
from linli.site import secrets
from tests.core.ledger import sql
from tests.town import T0, Town

AES_1, AES_2, SM4 = b"k" * 32, b"n" * 32, b"s" * 16  # AES_1 is the key of the test settings
PHONE = "10000000001"
COLUMN = "people_person.phone"


def named(**keys: bytes) -> str:
    return ",".join(f"{name.replace('_', '-')}:{base64.b64encode(key).decode()}" for name, key in keys.items())


def stored(person: Person, column: str = "phone") -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM people_person WHERE id = %s", [person.pk])
        return str(cursor.fetchone()[0])


RINGS = [Ring({"aes-1": AES_1}, b"i" * 32), Ring({"sm4-1": SM4}, b"i" * 32)]


@pytest.mark.parametrize("ring", RINGS, ids=["aes", "sm4"])
@pytest.mark.parametrize("plain", ["", PHONE, "演示居民甲", "\U0001f600\0", "长" * 10_000])
def test_what_is_sealed_opens_again(ring: Ring, plain: str) -> None:
    sealed = ring.seal(plain, COLUMN)
    assert ring.open(sealed, COLUMN) == plain
    assert sealed.startswith(f"{ring.active}.")
    assert not plain or plain not in sealed
    assert ring.seal(plain, COLUMN) != sealed  # equal values do not look equal


@pytest.mark.parametrize("ring", RINGS, ids=["aes", "sm4"])
def test_a_value_that_was_moved_or_changed_does_not_open(ring: Ring) -> None:
    sealed = ring.seal(PHONE, COLUMN)
    raw = bytearray(base64.b64decode(sealed.partition(".")[2]))
    wrong = [
        sealed + "A",
        sealed.replace("-1.", "-2."),
        sealed[:-8],
        f"{ring.active}.",
        f"{ring.active}.AAAA",
        "",
        PHONE,
    ]
    for at in range(len(raw)):
        raw[at] ^= 1
        wrong.append(f"{ring.active}.{base64.b64encode(bytes(raw)).decode()}")
        raw[at] ^= 1
    for value in wrong:
        with pytest.raises(Unreadable):
            ring.open(value, COLUMN)
    with pytest.raises(Unreadable):
        ring.open(sealed, "people_person.name")
    with pytest.raises(Unreadable):
        Ring({ring.active: os.urandom(len(ring.keys[ring.active]))}, b"i" * 32).open(sealed, COLUMN)


def test_sm4_agrees_with_the_published_vector() -> None:
    """Source: RFC 8998 appendix A.1, SM4-GCM."""
    key, nonce = bytes.fromhex("0123456789abcdeffedcba9876543210"), bytes.fromhex("00001234567800000000abcd")
    bound_to = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    plain = b"".join(bytes([byte]) * 8 for byte in b"\xaa\xbb\xcc\xdd\xee\xff\xee\xaa")
    sealed = crypto.SUITES["sm4"].seal(key, nonce, plain, bound_to)
    assert sealed.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    assert crypto.SUITES["sm4"].open(key, nonce, sealed, bound_to) == plain


def test_the_index_is_keyed_and_kept_apart_by_purpose() -> None:
    ring = RINGS[0]
    assert re.fullmatch("[0-9a-f]{32}", ring.blind(PHONE, "a"))
    assert ring.blind(PHONE, "a") == ring.blind(PHONE, "a")
    assert len({ring.blind(PHONE, "a"), ring.blind(PHONE, "b"), Ring(ring.keys, b"j" * 32).blind(PHONE, "a")}) == 3


INDEX = base64.b64encode(b"i" * 32).decode()


@pytest.mark.parametrize(
    ("text", "index_key"),
    [
        ("", INDEX),
        (named(aes_1=AES_1), ""),
        (named(aes_1=AES_1), "c2hvcnQ="),
        (named(aes_1=AES_1), "not base64"),
        (named(aes_1=b"short"), INDEX),
        (named(sm4_1=AES_1), INDEX),
        (named(des_1=AES_1), INDEX),
        ("aes-1:not base64", INDEX),
        ("aes-1", INDEX),
    ],
)
def test_a_ring_that_cannot_seal_is_refused(text: str, index_key: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        parse_ring(text, index_key)


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_fresh_keys_make_a_ring_and_differ_each_time(cipher: str, settings: Settings) -> None:
    keys = secrets.fresh(cipher)
    ring = parse_ring(keys["LINLI_FIELD_KEYS"], keys["LINLI_INDEX_KEY"])
    assert ring.active == f"{cipher}-1"
    assert ring.open(ring.seal(PHONE, COLUMN), COLUMN) == PHONE
    assert len(base64.b64decode(keys["LINLI_LOG_KEY"])) == 32
    assert len(keys["LINLI_SECRET_KEY"]) >= 50
    assert not set(keys.values()) & set(secrets.fresh(cipher).values())


# -- in the tables ------------------------------------------------------------------------------------------------


def test_a_field_is_sealed_by_every_way_of_writing(town: Town) -> None:
    person = town.ren
    for number, write in enumerate(
        [
            lambda value: (setattr(person, "phone", value), person.save()),
            lambda value: Person.objects.filter(pk=person.pk).update(phone=value),
            lambda value: (setattr(person, "phone", value), Person.objects.bulk_update([person], ["phone"])),
        ]
    ):
        write(f"1000000100{number}")
        assert stored(person).startswith("aes-1.")
        assert Person.objects.get(pk=person.pk).phone == f"1000000100{number}"


@pytest.mark.parametrize("lookup", ["phone", "phone__contains", "phone__startswith", "phone__in", "phone__gt"])
def test_a_sealed_field_cannot_be_searched(town: Town, lookup: str) -> None:
    with pytest.raises(FieldError):
        Person.objects.filter(**{lookup: [PHONE] if lookup.endswith("in") else PHONE}).first()


def test_nothing_is_stored_as_nothing(town: Town) -> None:
    Person.objects.filter(pk=town.ren.pk).update(phone="")
    assert stored(town.ren) == ""
    assert Person.objects.get(pk=town.ren.pk).phone == ""


def test_a_value_moved_to_another_column_is_unreadable(town: Town) -> None:
    sql("UPDATE people_person SET name = phone WHERE id = %s", town.ren.pk)
    with pytest.raises(Unreadable):
        Person.objects.get(pk=town.ren.pk)


def test_nothing_personal_lies_in_the_clear(town: Town) -> None:
    """Every column of every table, and of SQLite the very bytes of the file."""
    town.report(contact=Contact("演示来电人", "10000000099"))
    secret = [PHONE, "演示居民甲", "演示来电人", "10000000099"]
    assert {town.ren.phone, town.ren.name} <= set(secret)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = str(cursor.fetchall())
            assert not [word for word in secret if word in rows], table
    if connection.vendor == "sqlite":
        body = connection.connection.serialize()
        assert "暴露垃圾".encode() in body  # the words of the catalogue are in the clear
        assert not [word for word in secret if word.encode() in body]


# -- rotation -----------------------------------------------------------------------------------------------------

ALL = [Person, Reporter, Entry]


def sealed(*models: type[Model]) -> int:
    """How many values say something, and so are sealed."""
    return sum(
        bool(getattr(row, field.name))
        for model in models
        for row in model._base_manager.all()
        for field in crypto.sealed_fields(model)
    )


def test_rotation_seals_anew_only_what_another_key_sealed(town: Town, settings: Settings) -> None:
    town.report(contact=Contact("演示来电人", "10000000099"))
    values = sealed(Person, Reporter)
    settings.LINLI_FIELD_KEYS = named(sm4_2=SM4, aes_1=AES_1)
    Person.objects.filter(pk=town.mei.pk).update(name="演示人员")  # sealed by the new key already
    kept = stored(town.mei, "name")
    done = rotate(ALL, by=town.sys, at=T0)
    assert done == crypto.Rotated(values=values, unreadable=())
    assert stored(town.mei, "name") == kept
    assert stored(town.ren).startswith("sm4-2.")
    settings.LINLI_FIELD_KEYS = named(sm4_2=SM4)
    assert Person.objects.get(pk=town.ren.pk).phone == PHONE

    entries = Entry.objects.filter(verb="core.field_rotated").order_by("id")
    assert [(entry.subject_type, entry.params["field"], entry.actor_id) for entry in entries] == [
        (f"{label}", field, town.sys.pk)
        for label in ("people.person", "matters.reporter")
        for field in ("name", "phone")
    ]
    assert rotate(ALL, by=town.sys, at=T0) == crypto.Rotated(values=0, unreadable=())
    assert entries.count() == 4  # nothing found, nothing said


def test_rotation_goes_on_where_it_was_stopped(town: Town, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    Person.objects.exclude(pk=town.ren.pk).update(name="演示人员")
    values = sealed(Person)
    settings.LINLI_FIELD_KEYS = named(aes_2=AES_2, aes_1=AES_1)
    monkeypatch.setattr(crypto, "ROTATE_AT_ONCE", 3)
    opened = 0
    plain_open = Ring.open

    def killed(ring: Ring, value: str, bound_to: str) -> str:
        nonlocal opened
        opened += 1
        if opened == 8:
            raise KeyboardInterrupt
        return plain_open(ring, value, bound_to)

    with monkeypatch.context() as patched:
        patched.setattr(Ring, "open", killed)
        with pytest.raises(KeyboardInterrupt):
            rotate([Person], by=None, at=T0)
    assert rotate([Person], by=None, at=T0).values == values - 6  # two chunks of three were done
    settings.LINLI_FIELD_KEYS = named(aes_2=AES_2)
    assert Person.objects.get(pk=town.ren.pk).name == "演示居民甲"


def test_rotation_names_what_it_cannot_read_and_does_the_rest(town: Town, settings: Settings) -> None:
    values = sealed(Person)
    sql("UPDATE people_person SET phone = 'aes-9.AAAA' WHERE id = %s", town.ren.pk)
    settings.LINLI_FIELD_KEYS = named(aes_2=AES_2, aes_1=AES_1)
    done = rotate([Person], by=None, at=T0)
    assert done.unreadable == (("people_person.phone", town.ren.pk),)
    assert done.values == values - 1
    assert stored(town.ren, "name").startswith("aes-2.")


def test_every_sealed_field_of_the_house_is_known_to_rotation() -> None:
    assert {field.name for field in crypto.sealed_fields(Person)} == {"name", "phone"}
    assert crypto.sealed_fields(Intent) == []
    assert all(isinstance(field, EncryptedField) for field in crypto.sealed_fields(Reporter))
