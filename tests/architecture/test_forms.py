"""Whoever must fill in a field is told what it is for."""

from __future__ import annotations

from importlib import import_module

from django.forms import Form, HiddenInput

from tests.architecture.source import modules, told

# Keys are turned in a lock and then forgotten: nobody uses them.
KEYS = {"SignIn", "Activate", "ChangePassword"}


def form_classes() -> list[type[Form]]:
    """Every form of the product."""
    found: dict[str, type[Form]] = {}
    for module in modules():
        if not module.named("forms"):
            continue
        loaded = import_module(".".join(("xinqiao", *module.parts)))
        for kind in vars(loaded).values():
            if isinstance(kind, type) and issubclass(kind, Form) and kind.__module__ == loaded.__name__:
                found[f"{module.place} {kind.__name__}"] = kind
    return list(found.values())


def silent_fields(kind: type[Form]) -> list[str]:
    """Required fields that neither their hint nor `used_by` speaks of."""
    used_by = getattr(kind, "used_by", {})
    return [
        name
        for name, field in kind.base_fields.items()
        if field.required and not isinstance(field.widget, HiddenInput) and not field.help_text and name not in used_by
    ]


def test_required_fields_say_who_will_use_them() -> None:
    assert form_classes()
    found = [
        f"{kind.__module__}.{kind.__name__}: {', '.join(silent_fields(kind))}"
        for kind in form_classes()
        if kind.__name__ not in KEYS and silent_fields(kind)
    ]
    assert not found, told(found)


def test_used_by_speaks_of_fields_that_exist() -> None:
    found = [
        f"{kind.__module__}.{kind.__name__}: {name}"
        for kind in form_classes()
        for name in getattr(kind, "used_by", {})
        if name not in kind.base_fields
    ]
    assert not found, told(found)
