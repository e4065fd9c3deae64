"""Entering as somebody of the cast. The address exists in demo mode only."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from xinqiao.ground.identity.models import Account
from xinqiao.ground.org.queries import viewer_of
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other


@csrf_exempt  # a script may enter with one request; there is nothing to protect from entering a demo
def enter(request: Request) -> HttpResponse:
    """Become this person, as if number and password had been given."""
    number = request.POST.get("person", "")[:20]
    account = (
        Account.objects.filter(person__number=number, person__left_on__isnull=True).select_related("person").first()
    )
    if account is None or not settings.DEMO:
        raise Http404
    logout(request)
    request.session["device"] = "演示"
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    me = viewer_of(account.person, on=today(request.now))
    return see_other("desk" if me.posts else "home")
