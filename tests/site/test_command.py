"""The command speaks the user's language and never answers wrong input with a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli.site.cli import words
from tests.site.running import linli


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "zh-hans"),
        ({"LANG": "C.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LINLI_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh-hans"),
    ],
)
def test_the_language_is_the_users_and_chinese_when_nothing_is_said(environ, language):
    assert words.chosen(environ) == language


@pytest.mark.slow
def test_help_is_chinese_to_the_last_word_of_the_frame():
    answer = linli("--help")
    assert answer.returncode == 0
    for word in ("用法：", "[选项]", "命令", "显示本说明后退出。", "启动服务"):
        assert word in answer.stdout
    for word in ("Usage", "Options", "Commands", "Show this message"):
        assert word not in answer.stdout


@pytest.mark.slow
def test_help_is_english_for_who_asks_for_english():
    answer = linli("serve", "--help", LANG="en_US.UTF-8")
    assert "Usage: linli serve [OPTIONS]" in answer.stdout
    assert "Threads of each web process." in answer.stdout
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in answer.stdout)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["srve"], "没有 'srve' 这个命令。 您是否要用 'serve'？"),
        (["serve", "--bogus"], "没有 '--bogus' 这个选项。"),
        (["serve", "--port", "x"], "'--port' 的取值不对：'x' 不是有效的数字。"),
        (["serve", "--port", "99999"], "99999 不在范围 1<=x<=65535 内。"),
        (["keys", "new", "--cipher", "rot13"], "'rot13' 不在可选值"),
        (["serve", "extra"], "多出的参数（extra）"),
    ],
)
def test_wrong_words_are_answered_in_words(arguments, told):
    answer = linli(*arguments)
    assert answer.returncode == 2
    assert told in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.slow
def test_a_wrong_setting_stops_with_its_name_and_where_to_look(tmp_path: Path):
    answer = linli("migrate", LINLI_MODE="holiday", LINLI_DATA=str(tmp_path))
    assert answer.returncode == 1
    assert "LINLI_MODE" in answer.stderr
    assert "docs/settings.md" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.slow
def test_a_database_that_is_not_there_stops_with_the_command_that_helps(tmp_path: Path):
    answer = linli(
        "migrate", LINLI_DATA=str(tmp_path), LINLI_DATABASE="postgresql://nobody@127.0.0.1:1/none", LINLI_MODE="demo"
    )
    assert answer.returncode == 1
    assert "数据库没有响应" in answer.stderr
    assert "linli doctor" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.slow
def test_new_keys_are_written_once_and_only_their_owner_reads_them(tmp_path: Path):
    first = linli("keys", "new", "--cipher", "sm4", LINLI_DATA=str(tmp_path))
    assert first.returncode == 0
    file = tmp_path / "secrets.env"
    assert file.stat().st_mode & 0o777 == 0o600
    kept = file.read_text()
    assert "LINLI_FIELD_KEYS=sm4-1:" in kept
    again = linli("keys", "new", LINLI_DATA=str(tmp_path))
    assert again.returncode == 1
    assert "linli keys rotate" in again.stderr
    assert file.read_text() == kept


def test_what_the_command_writes_is_its_owners_only(tmp_path: Path):
    folder = tmp_path / "data"
    linli("keys", "new", LINLI_DATA=str(folder))
    assert folder.stat().st_mode & 0o077 == 0
