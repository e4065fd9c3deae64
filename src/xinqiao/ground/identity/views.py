"""Pages on which one gets in, sees one's own devices and tokens, and prints slips for others."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.identity import forms, queries, rules
from xinqiao.ground.identity.actions import entering
from xinqiao.ground.identity.actions import tokens as issuing
from xinqiao.ground.identity.models import Account
from xinqiao.ground.org.queries import viewer_of
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.kit.scopes import offered, open_to
from xinqiao.ui.answer import answer
from xinqiao.ui.context import safe_path

OFFICER_HOURS = 12


def sign_in(request: Request) -> HttpResponse:
    """Employee number and password."""
    if request.method == "GET":
        if request.viewer.known:
            return see_other("home")
        form = forms.SignIn(initial={"next": request.GET.get("next", "")})
        return answer(request, "identity/sign_in.html", form=form)
    form = forms.SignIn(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            account = entering.check_sign_in(number=given["number"], password=given["password"], at=request.now)
        except Refused as refusal:
            form.add_error("password", str(refusal))
        else:
            return _let_in(request, account=account, onward=given["next"])
    return answer(request, "identity/sign_in.html", form=form, status=422)


def _let_in(request: Request, *, account: Account, onward: str) -> HttpResponse:
    """Begin a session: officers' ends after half a day, members' phones stay signed in for a month."""
    me = viewer_of(account.person, on=today(request.now))
    request.session["device"] = queries.device_of(request.META.get("HTTP_USER_AGENT", ""))
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    if me.posts:
        request.session.set_expiry(OFFICER_HOURS * 3600)
    trail.record(verb="sign_in", by=me, at=request.now, kind="identity.account", row=me.person, number=me.number)
    return see_other(safe_path(onward) if onward else ("desk" if me.posts else "home"))


def sign_out(request: Request) -> HttpResponse:
    """End this session."""
    if request.viewer.known:
        me = request.viewer
        trail.record(verb="sign_out", by=me, at=request.now, kind="identity.account", row=me.person, number=me.number)
    logout(request)
    return see_other("home")


def activate(request: Request) -> HttpResponse:
    """A printed slip becomes an account: number and code come from the QR, a password is all there is to type."""
    if request.method == "GET":
        form = forms.Activate(initial={"number": request.GET.get("n", ""), "code": request.GET.get("c", "")})
        return answer(request, "identity/activate.html", form=form)
    form = forms.Activate(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            account = entering.activate(**given, at=request.now)
        except Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("账号启用了。以后用工号和这个密码登录。"))
            return _let_in(request, account=account, onward="/")
    return answer(request, "identity/activate.html", form=form, status=422)


def me(request: Request) -> HttpResponse:
    """My own things: where I belong, devices, password, switches."""
    devices = list(queries.sessions_of(request.viewer.person, at=request.now)[:20])
    here = request.session.session_key
    shown = [(row, _handle(row.session_key), row.session_key == here) for row in devices]
    may_hold = rules.hold_token.admits(request.viewer)
    return answer(request, "identity/me.html", devices=shown, may_hold=may_hold)


def session_end(request: Request) -> HttpResponse:
    """Sign one of my devices out."""
    wanted = request.POST.get("device", "")
    for row in queries.sessions_of(request.viewer.person, at=request.now):
        if _handle(row.session_key) == wanted:
            entering.end_session(key=row.session_key, by=request.viewer, at=request.now)
            messages.success(request, _("那台设备已经退出。"))
    return see_other("me")


def _handle(key: str) -> str:
    """A session's name on a page: the key itself never leaves the cookie."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def password(request: Request) -> HttpResponse:
    """Change my password."""
    form = forms.ChangePassword(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        keep = request.session.session_key or ""
        try:
            entering.change_password(
                old=given["old"], new=given["password"], keep=keep, by=request.viewer, at=request.now
            )
        except entering.WrongNumberOrPassword:
            form.add_error("old", _("现在的密码不对，再看一遍。"))
        else:
            messages.success(request, _("密码换好了，别的设备都已退出。"))
            return see_other("me")
    status = 422 if form.is_bound else 200
    return answer(request, "identity/password.html", form=form, status=status)


def slips(request: Request) -> HttpResponse:
    """Choose for whom to print activation slips; the answer is the printed sheet itself, shown once."""
    units = queries.units_to_serve(request.viewer)
    form = forms.Slips(request.POST if request.method == "POST" else None, units=units)
    if request.method == "GET" or not form.is_valid():
        return answer(request, "identity/slips.html", form=form, status=422 if form.is_bound else 200)
    people = list(queries.people_to_activate(request.viewer, **form.cleaned_data))
    if not people:
        form.add_error(None, _("这里没有要打的：都启用了，或者不在您负责的单位。"))
        return answer(request, "identity/slips.html", form=form, status=422)
    issued = entering.issue_slips(people, by=request.viewer, at=request.now)
    link = request.build_absolute_uri("/activate/")
    sheet = [queries.slip_to_print(person, code=code, link=link) for person, code in issued]
    return answer(request, "identity/slips_sheet.html", sheet=sheet, total=len(sheet))


def tokens(request: Request) -> HttpResponse:
    """My tokens for other systems; for the administrator those of everybody."""
    on = today(request.now)
    names = {code: scope.title for code, scope in offered.items()}  # a scope that is offered no more shows its code
    rows = [(row, [names.get(code, code) for code in row.scopes]) for row in queries.tokens_for(request.viewer)[:200]]
    whose = rules.oversee_tokens.admits(request.viewer)
    return answer(request, "identity/tokens.html", rows=rows, on=on, whose=whose)


def token_new(request: Request) -> HttpResponse:
    """Make one: the answer shows its text, this one time."""
    scopes = [(scope.code, scope.title) for scope in open_to(request.viewer)]
    form = forms.NewToken(request.POST if request.method == "POST" else None, scopes=scopes)
    if request.method == "POST" and form.is_valid():
        try:
            row, text = issuing.make_token(**form.cleaned_data, by=request.viewer, at=request.now)
        except issuing.TokenTooLong as refusal:
            form.add_error("expires_on", str(refusal))
        else:
            shown = answer(request, "identity/token_shown.html", row=row, text=text)
            shown["Cache-Control"] = "no-store"
            return shown
    return answer(request, "identity/token_new.html", form=form, status=422 if form.is_bound else 200)


def token_revoke(request: Request, *, token: int) -> HttpResponse:
    """End one at once."""
    row = get_object_or_404(queries.tokens_for(request.viewer), pk=token)
    issuing.revoke_token(row.pk, by=request.viewer, at=request.now)
    messages.success(request, _("收回了，那个系统马上就用不了它。"))
    return see_other("tokens")
