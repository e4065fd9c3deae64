"""How the product says no: the rule in one sentence, where it is written, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

# Names switched off by `make guards`, which proves that every refusal is held up by a test. Empty in the product.
_off: set[str] = set()


class Refused(Exception):
    """A fact that stops an action. Subclasses are named as facts (`AlreadyAnswered`) and fill the three texts.

    The texts may hold %(name)s of the facts given to `refuse_if`.
    """

    rule: ClassVar[Text] = _("这件事现在不能办。")
    source: ClassVar[Text] = _("本系统办事规则")
    cure: ClassVar[Text] = _("打热线电话，请值班员帮您看。")
    status: ClassVar[int] = (
        422  # what another system is answered; 409 where what it sent contradicts what it sent before
    )

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.code)

    @property
    def code(self) -> str:
        """The reason code: the same in pages, API and command line."""
        return type(self).__name__

    @property
    def rule_text(self) -> str:
        return self._told(self.rule)

    @property
    def source_text(self) -> str:
        return self._told(self.source)

    @property
    def cure_text(self) -> str:
        return self._told(self.cure)

    def _told(self, text: Text) -> str:
        return str(text) % self.facts if self.facts else str(text)  # without facts a % is a percent sign

    def __str__(self) -> str:
        return f"{self.rule_text}{self.cure_text}"


def refuse_if(condition: object, refusal: type[Refused], **facts: object) -> None:
    """The only door to a refusal. Raises `refusal` with its facts when the condition holds."""
    if condition and refusal.__name__ not in _off:
        raise refusal(**facts)


@contextmanager
def switched_off(name: str) -> Iterator[None]:
    """For tests only: what happens when this guard is missing."""
    _off.add(name)
    try:
        yield
    finally:
        _off.discard(name)
