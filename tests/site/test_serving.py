"""Ports are asked for by binding, so that two servers never share one unseen."""

from __future__ import annotations

import socket

import pytest

from linli.site import serving


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_seen_even_when_its_owner_would_share_it():
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert not serving.is_free("127.0.0.1", listener.getsockname()[1])


def test_the_next_free_port_is_taken(taken):
    found = serving.free_port("127.0.0.1", taken)
    assert taken < found <= taken + serving.PORTS_TRIED
    assert serving.is_free("127.0.0.1", found)


def test_fifty_ports_in_use_are_enough(monkeypatch):
    monkeypatch.setattr(serving, "is_free", lambda host, port: False)
    with pytest.raises(serving.PortTaken):
        serving.free_port("127.0.0.1", 8000)


def test_nobody_answers_where_nobody_listens():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        assert serving.answers(f"http://127.0.0.1:{held.getsockname()[1]}/") is None
