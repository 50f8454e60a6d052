"""How a message leaves: sealed for one phone, to known services only, signed for a gateway, and never for long."""

from __future__ import annotations

import base64
import time
from datetime import timedelta

import jwt
import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone
from pytest_django import Settings

from linli.channels import posting, push, senders
from linli.channels.push import BadPhone, Gone, NoPush, Phone
from linli.channels.senders import NotSent, Webhook
from linli.site import secrets
from tests.notices.services import GARBAGE, HANGS, Reader, Service, service

WORDS = {"title": "已受理", "url": "/news/"}
FCM = "https://fcm.googleapis.com/fcm/send/abc"


def test_only_the_phone_reads_what_is_pushed(pushing: Service, reader: Reader) -> None:
    push.send(reader.phone, WORDS, topic="a" * 40)
    path, headers, body = pushing.got[0]
    assert path == "/push/1"
    assert reader.open(body) == WORDS
    assert "已受理".encode() not in body
    assert headers["content-encoding"] == "aes128gcm"
    assert headers["ttl"] == str(12 * 3600)
    assert headers["topic"] == "a" * 32
    assert headers["urgency"] == "normal"


def test_two_messages_of_one_length_tell_nothing_by_theirs(pushing: Service, reader: Reader) -> None:
    push.send(reader.phone, WORDS, topic="a")
    push.send(reader.phone, WORDS | {"body": "260302-0000001 承诺 3月2日 15:00 前答复"}, topic="a")
    assert len(pushing.got[0][2]) == len(pushing.got[1][2])


def test_the_service_can_check_who_sends(pushing: Service, reader: Reader) -> None:
    push.send(reader.phone, WORDS, topic="a")
    scheme, _, rest = pushing.got[0][1]["authorization"].partition(" ")
    parts = dict(part.split("=", 1) for part in rest.split(", "))
    assert scheme == "vapid"
    assert parts["k"] == push.public_key()
    point = base64.urlsafe_b64decode(parts["k"] + "=")
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    said = jwt.decode(parts["t"], key, algorithms=["ES256"], audience="http://127.0.0.1")
    assert said["sub"] == "mailto:office@example.org"
    assert timezone.now().timestamp() < said["exp"] <= (timezone.now() + timedelta(hours=24)).timestamp()


@pytest.mark.parametrize("status", [404, 410])
def test_a_service_that_knows_the_phone_no_more_says_so(pushing: Service, reader: Reader, status: int) -> None:
    pushing.answers.append(status)
    with pytest.raises(Gone):
        push.send(reader.phone, WORDS, topic="a")


@pytest.mark.slow
def test_a_service_that_refuses_hangs_or_answers_garbage_is_told_apart_from_one_that_took_it(
    pushing: Service, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "SECONDS", 0.2)
    pushing.answers += [500, HANGS, GARBAGE]
    begun = time.monotonic()
    for _ in range(3):
        with pytest.raises(posting.NotTaken):
            push.send(reader.phone, WORDS, topic="a")
    assert time.monotonic() - begun < 5
    pushing.over.set()


def test_without_a_key_nothing_is_pushed_and_nothing_offered(settings: Settings) -> None:
    settings.LINLI_PUSH_KEY = ""
    assert push.public_key() == ""
    with pytest.raises(NoPush):
        push.send(Reader(FCM).phone, WORDS, topic="a")


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com.evil.example/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443@127.0.0.1/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data",
        "https://0x7f000001/x",
        "https://2130706433/x",
        "https://localhost/x",
        "https://notify.windows.com/x",  # only what is below it
        "https://evilnotify.windows.com/x",
        "gopher://fcm.googleapis.com/x",
        "file:///etc/passwd",
        "//fcm.googleapis.com/x",
        "https://fcm.googleapis.com/" + "x" * 2000,
        "https://fcm.googleapis.com/#x",
        "https://[",
        "https://fcm.googleapis.com/邻里",
        "",
    ],
)
def test_endpoints_that_lead_elsewhere_are_refused(endpoint: str) -> None:
    with pytest.raises(BadPhone):
        push.checked(Phone(endpoint, Reader(FCM).phone.p256dh, Reader(FCM).phone.auth))


@pytest.mark.parametrize(
    "endpoint",
    [
        FCM,
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://wns2-by3p.notify.windows.com/w/?token=abc",
    ],
)
def test_the_services_of_the_known_browsers_are_taken(endpoint: str) -> None:
    assert push.checked(Reader(endpoint).phone).endpoint == endpoint


@pytest.mark.parametrize("keys", [("", ""), ("AAAA", "AAAA"), ("!" * 87, "!" * 22), ("B" + "A" * 86, "A" * 22)])
def test_keys_that_are_none_are_refused(keys: tuple[str, str]) -> None:
    with pytest.raises(BadPhone):
        push.checked(Phone(FCM, *keys))


def test_a_known_name_that_suddenly_leads_inside_gets_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LINLI_PUSH_KEY, settings.LINLI_PUSH_HOSTS = secrets.for_push(), ["127.0.0.1"]
    monkeypatch.setattr(push, "SCHEME", "http")
    with service() as inside:
        with pytest.raises(posting.NotTaken, match="not public"):
            push.send(Reader(f"{inside.url}/x").phone, WORDS, topic="a")
        assert inside.got == []


SECRET = "a secret that the gateway knows too, long enough"


def test_a_gateway_gets_each_message_signed_with_a_key_to_know_repeats_by(settings: Settings) -> None:
    with service() as gateway:
        settings.LINLI_SMS_URL, settings.LINLI_SMS_KEY = f"{gateway.url}/send?app=1", SECRET
        Webhook().send("10000000001", "【邻里】已受理", key="n-7")
        path, headers, body = gateway.got[0]
    assert path == "/send?app=1"
    assert orjson.loads(body) == {"id": "n-7", "phone": "10000000001", "text": "【邻里】已受理"}
    assert headers["x-linli-signature"] == senders.sign(SECRET, headers["x-linli-time"], body)
    assert abs(int(headers["x-linli-time"]) - time.time()) < 60


@pytest.mark.slow
def test_a_gateway_that_refuses_hangs_or_answers_garbage_has_not_taken_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Webhook, "SECONDS", 0.2)
    with service() as gateway:
        settings.LINLI_SMS_URL, settings.LINLI_SMS_KEY = gateway.url, SECRET
        gateway.answers += [503, HANGS, GARBAGE]
        for _ in range(3):
            with pytest.raises(NotSent):
                Webhook().send("10000000001", "x")
    with pytest.raises(NotSent):  # it is gone altogether
        Webhook().send("10000000001", "x")


def test_a_gateway_without_https_or_a_secret_is_not_used_in_production(settings: Settings) -> None:
    settings.IS_PRODUCTION = True
    with service() as gateway:
        settings.LINLI_SMS_URL, settings.LINLI_SMS_KEY = gateway.url, SECRET
        with pytest.raises(NotSent):
            Webhook().send("10000000001", "x")
        settings.IS_PRODUCTION, settings.LINLI_SMS_KEY = False, ""
        with pytest.raises(NotSent):
            Webhook().send("10000000001", "x")
        assert gateway.got == []
