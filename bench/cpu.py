"""How much CPU a server used, from /proc: the process, the children it has and the children it had."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

TICK = 1.0 / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> tuple[int, float]:
    """Parent and CPU seconds of one process with its buried children; nothing when it has just ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, 0.0
    return int(fields[1]), sum(map(int, fields[11:15])) * TICK


def parent(pid: int) -> int:
    """The process that started this one."""
    return _stat(pid)[0]


def busy() -> float:
    """CPU seconds the whole machine has worked so far, all cores and all processes."""
    user, nice, system, _idle, _waiting, *interrupts = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    )
    return (user + nice + system + sum(interrupts[:2])) * TICK


def used(root: int) -> float:
    """CPU seconds of a process and everything under it so far."""
    children: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            above, seconds = _stat(int(folder.name))
            children[above].append((int(folder.name), seconds))
    total, below = _stat(root)[1], [root]
    while below:
        for pid, seconds in children[below.pop()]:
            total += seconds
            below.append(pid)
    return total
