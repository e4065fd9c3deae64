"""The small commands behind make: what they write, what they say, how they end."""

import json
import subprocess
import sys
from pathlib import Path

from tools import beside, command, lock, python_check


def test_a_fit_python_is_no_reason_to_complain():
    assert python_check.complaint() == ""


def test_an_old_python_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(python_check, "NEEDED", (3, 99))
    assert "needs Python 3.11 or newer" in python_check.complaint()
    assert "make PYTHON=" in python_check.complaint()


def test_a_python_without_venv_is_told_the_package(monkeypatch):
    monkeypatch.setattr(python_check.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else 1)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"lacks ensurepip; on Debian or Ubuntu: apt install python{version}-venv" in python_check.complaint()


def test_the_lock_file_keeps_hashes_and_drops_hosts_and_adverts():
    package = {"version": "1.0.0", "integrity": "sha512-x", "resolved": "a", "funding": {"url": "b"}}
    kept = json.loads(lock.bare(json.dumps({"lockfileVersion": 3, "packages": {"node_modules/x": package}})))
    assert kept["packages"] == {"node_modules/x": {"version": "1.0.0", "integrity": "sha512-x"}}


def test_the_lock_file_in_the_checkout_is_bare():
    text = lock.LOCK.read_text(encoding="utf-8")
    assert text == lock.bare(text)


def test_the_console_script_finds_its_python_in_a_folder_with_spaces(tmp_path: Path):
    home = tmp_path / "a folder" / "bin"
    home.mkdir(parents=True)
    (home / "python").symlink_to(sys.executable)
    script = command.install_command(python=home / "python", packages=tmp_path)
    script.write_text(script.read_text().replace("from xinqiao.config.cli import main", "def main():\n    return 7"))
    assert subprocess.run([str(script)], check=False).returncode == 7
    assert (tmp_path / "xinqiao.pth").read_text() == f"{command.CHECKOUT / 'src'}\n"


def test_both_results_are_shown_and_one_failure_fails(capfd):
    assert beside.main(["SQLite", "echo one", "PostgreSQL", "sh -c 'echo two; exit 3'"]) == 1
    shown = capfd.readouterr().out
    assert shown.index("one") < shown.index("--- PostgreSQL ---") < shown.index("two")
    assert "SQLite: passed in 0 s\nPostgreSQL: FAILED (exit 3) in 0 s\n" in shown


def test_two_successes_succeed(capfd):
    assert beside.main(["SQLite", "true", "PostgreSQL", "true"]) == 0


def test_beside_called_wrongly_says_how(capfd):
    assert beside.main(["SQLite"]) == 2
    assert "usage" in capfd.readouterr().err
