"""Text that the database holds only under lock: AES-256-GCM, bound to table and column, with keys that can change."""

import base64
import hmac
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

_NONCE = 12
_KEY = 32


class SealBroken(Exception):
    """What is stored was not sealed here: altered, moved from another column, or sealed with a key that is gone."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(str(_("加密内容已损坏或密钥不对，无法打开。请联系系统管理员核对密钥和备份。")) + f" ({place})")


def seal(text: str, *, place: str) -> str:
    """`text` sealed with the current key, the first of settings.XINQIAO_KEYS, as "key id:base64(nonce + ciphertext)".

    `place` ("table.column") is authenticated: elsewhere the seal does not open. Raises ImproperlyConfigured without a
    usable key. Source: NIST SP 800-38D.
    """
    name, key = _current()
    nonce = os.urandom(_NONCE)
    return f"{name}:{base64.b64encode(nonce + _cipher(key).encrypt(nonce, text.encode(), place.encode())).decode()}"


def unseal(stored: str, *, place: str) -> str:
    """The text behind a seal, opened with the key it names. Raises SealBroken."""
    name, _colon, body = stored.partition(":")
    key = _keys().get(name)
    if key is None:
        raise SealBroken(place)
    try:
        raw = base64.b64decode(body, validate=True)
        return _cipher(key).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode()).decode()
    except (InvalidTag, ValueError) as broken:  # ValueError: not base64, too short a nonce, not UTF-8
        raise SealBroken(place) from broken


def blind_index(value: str, *, purpose: str) -> str:
    """An HMAC-SHA256 (64 hex digits) under settings.XINQIAO_INDEX_KEY by which equal values of one purpose are found.

    The caller normalises the value first. Values of two purposes never match. Without a key: ImproperlyConfigured.
    """
    key: bytes = getattr(settings, "XINQIAO_INDEX_KEY", b"")
    if len(key) < _KEY:
        raise ImproperlyConfigured("XINQIAO_INDEX_KEY must hold at least 32 bytes")
    return hmac.digest(key, f"{len(purpose)}:{purpose}:{value}".encode(), "sha256").hex()


class SealedTextField(models.TextField):  # type: ignore[type-arg]  # the stubs' parameters are filled by the mypy plugin
    """Text in Python, sealed in the database. NULL stays NULL, so `isnull` is the only lookup; others raise FieldError.

    Saving a row seals it with the current key: that is how keys are changed. The seal is bound to table and column, so
    renaming either needs a migration that rewrites the rows. Raises SealBroken when a stored value does not open.
    """

    @property
    def place(self) -> str:
        """Where the seal belongs: "table.column"."""
        return f"{self.model._meta.db_table}.{self.column}"

    def from_db_value(self, value: str | None, expression: object, connection: BaseDatabaseWrapper) -> str | None:
        """Opens what the database gave. Raises SealBroken."""
        return None if value is None else unseal(value, place=self.place)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Seals what goes to the database. Raises FieldError for an expression, which would get past the seal."""
        if hasattr(value, "as_sql"):
            if not self._sealed_itself(value):
                raise FieldError(f"{self.name} is sealed: only plain values can be saved to it")
            return value
        prepared = super().get_db_prep_save(value, connection)
        return None if prepared is None else seal(prepared, place=self.place)

    def get_lookup(self, lookup_name: str) -> Any:
        """The lookup `isnull`. Raises FieldError for every other: equal texts have different seals."""
        if lookup_name != "isnull":
            raise self._unsearchable(lookup_name)
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        """None exists. Raises FieldError."""
        raise self._unsearchable(lookup_name)

    def _unsearchable(self, lookup_name: str) -> FieldError:
        return FieldError(f"{self.name} is sealed: no search by {lookup_name}; keep a blind_index beside it")

    def _sealed_itself(self, expression: Any) -> bool:
        """Whether it can only yield values of this field, which seal themselves: bulk_update builds such a Case."""
        if isinstance(expression, Cast):
            expression = expression.get_source_expressions()[0]
        yields = [expression]
        if isinstance(expression, Case):
            yields = [*(case.result for case in expression.cases), expression.default]
        return all(isinstance(one, Value) and (one.value is None or one.output_field == self) for one in yields)


def _keys() -> dict[str, bytes]:
    keys: dict[str, bytes] = getattr(settings, "XINQIAO_KEYS", {})
    return keys


def _current() -> tuple[str, bytes]:
    name, key = next(iter(_keys().items()), ("", b""))
    if not name or ":" in name:
        raise ImproperlyConfigured("XINQIAO_KEYS must name a current key, without a colon in its name")
    return name, key


@lru_cache(maxsize=64)
def _cipher(key: bytes) -> AESGCM:
    # Made once a key: setting up a cipher costs more than sealing a line with it.
    if len(key) != _KEY:
        raise ImproperlyConfigured("a key of XINQIAO_KEYS must hold 32 bytes (AES-256)")
    return AESGCM(key)
