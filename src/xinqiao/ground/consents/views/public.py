"""How the union processes personal information: open to everybody."""

from __future__ import annotations

from django.http import HttpResponse

from xinqiao.ground.consents import queries
from xinqiao.ground.consents.words import Scope, parts
from xinqiao.ground.parameters.queries import board
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request
from xinqiao.ui.answer import answer


def privacy_rules(request: Request) -> HttpResponse:
    """Who processes what, why, how long, and how one uses one's rights. Source: Regulation on Network Data Security 21."""
    on = today(request.now)
    texts = queries.texts_in_force(on)
    shown = [(scope.label, texts[scope]) for scope in Scope if scope in texts and scope != Scope.SHARING]
    numbers = [line for _title, lines in board(on=on) for line in lines if line.key.startswith("privacy.")]
    return answer(
        request,
        "consents/rules.html",
        texts=shown,
        sharing=texts.get(Scope.SHARING),
        numbers=numbers,
        officers=queries.officers(on),
        parts=[part.title for part in parts.values()],
        on=on,
    )
