"""Launches the Chromium of the journeys: Debian's where it is installed, else the one npm's @sparticuz/chromium packs.

Either way the pages are set in Noto Sans SC, so that a screenshot is the same on every machine.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import platform
import shutil
import tarfile
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

import brotli
from playwright.sync_api import Browser, Playwright

CHECKOUT = Path(__file__).resolve().parent.parent.parent
INSTALLED = Path("/usr/bin/chromium")
PACKED = CHECKOUT / "node_modules/@sparticuz/chromium"
FONT = CHECKOUT / "node_modules/@expo-google-fonts/noto-sans-sc"
CACHE = CHECKOUT / ".cache/chromium"
ARGUMENTS = ["--no-sandbox", "--no-zygote", "--disable-gpu", "--font-render-hinting=none"]
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{regular}</dir>
  <dir>{bold}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern"><edit name="family" mode="append_last"><string>Noto Sans SC</string></edit></match>
</fontconfig>
"""


class NoChromium(Exception):
    """There is no Chromium to launch; the text says what to do."""


def write_program(path: Path, *, content: bytes) -> None:
    """Write one executable file, its folder too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o755)


def unpack(archive: Path, *, into: Path) -> None:
    """Decompress one Brotli file of the package: a tar becomes its members, anything else a program."""
    content = brotli.decompress(archive.read_bytes())
    if not archive.name.endswith(".tar.br"):
        write_program(into / archive.name.removesuffix(".br"), content=content)
        return
    with tarfile.open(fileobj=io.BytesIO(content)) as members:
        for member in members:
            if file := members.extractfile(member):
                write_program(into / member.name, content=file.read())


def unpacked() -> Path:
    """Return the folder of the packed Chromium, decompressed once for each version. Raises NoChromium."""
    if not PACKED.exists() or platform.machine() != "x86_64":
        raise NoChromium("no Chromium for this machine: run make setup-test, or install Debian's package chromium")
    package = json.loads((PACKED / "package.json").read_text(encoding="utf-8"))
    home = CACHE / str(package["version"])
    if not home.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=CACHE))
        for name in ("chromium.br", "al2023.tar.br", "swiftshader.tar.br"):
            unpack(PACKED / "bin" / name, into=fresh)
        with contextlib.suppress(OSError):  # two runs at once: the first to finish gives the folder its name
            fresh.rename(home)
        shutil.rmtree(fresh, ignore_errors=True)
    return home


def fonts() -> Path:
    """Write the fontconfig file that knows Noto Sans SC, regular and bold, and nothing else; return it."""
    CACHE.mkdir(parents=True, exist_ok=True)
    folders = {"regular": FONT / "400Regular", "bold": FONT / "700Bold", "cache": CACHE / "fonts"}
    if missing := [folder for name, folder in folders.items() if name != "cache" and not folder.exists()]:
        raise NoChromium(f"{missing[0].relative_to(CHECKOUT)} is missing: run make setup-test")
    file = CACHE / "fonts.conf"
    text = FONTS_CONF.format(**{name: escape(str(folder)) for name, folder in folders.items()})
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        fresh = file.with_name(f"fonts.conf.{os.getpid()}")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(file)
    return file


def launch(playwright: Playwright) -> Browser:
    """Launch a headless Chromium that can set Chinese. Raises NoChromium."""
    environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(fonts())}
    program = INSTALLED
    if not INSTALLED.exists():
        home = unpacked()
        program = home / "chromium"
        libraries = [str(home / "lib"), os.environ.get("LD_LIBRARY_PATH", "")]
        environment["LD_LIBRARY_PATH"] = ":".join(filter(None, libraries))
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS, env=environment)
