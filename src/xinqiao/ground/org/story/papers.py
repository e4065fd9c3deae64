"""Identity numbers and telephones that belong to nobody: area code 99, prefix 12, all different, all under lock."""

from __future__ import annotations

import random
from datetime import date

from xinqiao.ground.org.queries import id_index, phone_index
from xinqiao.ground.org.words import Sex

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def identity_number(area: str, *, born_on: date, serial: int) -> str:
    """Area, birth, serial (odd for men) and the check digit of GB 11643."""
    body = f"{area}{born_on:%Y%m%d}{serial:03d}"
    return body + _CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


class Numbers:
    """Gives each person numbers nobody else has."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.taken: set[str] = set()

    def next_for(self, *, born_on: date, sex: str) -> tuple[str, str, str, str]:
        """Identity number with its blind index, telephone with its blind index."""
        odd = 1 if sex == Sex.MALE else 0
        while True:
            area = f"99{self.chance.choice(('0101', '0102', '0104', '0121', '0201', '0225', '0302'))}"
            number = identity_number(area, born_on=born_on, serial=self.chance.randint(1, 480) * 2 + odd)
            if number not in self.taken:
                break
        while True:
            phone = f"12{self.chance.randrange(10**9):09d}"
            if phone not in self.taken:
                break
        self.taken |= {number, phone}
        return number, id_index(number), phone, phone_index(phone)
