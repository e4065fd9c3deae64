"""Reading extensions: what waits for a signature, what one asked for, one of them with all its page needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.blocks.approvals import queries as approvals
from xinqiao.blocks.approvals.words import DECIDED, UNDECIDED, Need, Reach, State, Step, Verdict
from xinqiao.domains.service.extensions import rules
from xinqiao.domains.service.extensions.models import Extension
from xinqiao.domains.service.extensions.words import EXTENSION, NAMELESS, REASON, STEPS, TABS
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.org.words import Role
from xinqiao.kit.gate import Rule
from xinqiao.kit.waiting import MINE, SHOWN, Row, Rows

PAGE = 25


def extensions_for(viewer: Viewer, *, rule: Rule = rules.see_extension) -> QuerySet[Extension]:
    """Extensions within sight (or those one may do something with, by the rule), with the rights to each."""
    rows = Extension.objects.filter(rule.rows(viewer)).select_related(
        "approval__step", "approval__route", "approval__scan", "appeal__case", "appeal__author"
    )
    return rows.annotate(
        may_sign=rules.sign_extension.flag(viewer),
        may_mend=rules.mend_now.flag(viewer),
        may_withdraw=rules.withdraw_now.flag(viewer),
        may_scan=rules.scan_now.flag(viewer),
    )


def _tab(name: str, *, viewer: Viewer) -> Q:
    if name == "waiting":
        return rules.sign_extension.rows(viewer)
    if name == "mine":
        return rules.own_extension.rows(viewer)
    return approvals.in_state(*(UNDECIDED if name == "open" else (*DECIDED, State.WITHDRAWN)), prefix="approval")


def page_of(viewer: Viewer, *, tab: str, before: int | None) -> list[Extension]:
    """One page of a tab, newest first, and one row more when there is a next. Goes by key, never by offset."""
    rows = extensions_for(viewer).filter(_tab(tab, viewer=viewer))
    if before:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[: PAGE + 1])


def tally(viewer: Viewer) -> dict[str, int]:
    """Counts of all tabs in one statement."""
    rows = Extension.objects.filter(rules.see_extension.rows(viewer))
    counts: dict[str, int] = rows.aggregate(**{name: Count("pk", filter=_tab(name, viewer=viewer)) for name in TABS})
    return counts


def on_desks_home(viewer: Viewer, *, on: date) -> Rows:
    """What waits for the viewer's signature, and what was given back to be mended, by the limit it asks to move.

    Whoever has nothing to sign is not told that they might have: the page has words of its own for empty hands.
    """
    if not rules.hold_office.admits(viewer):
        return {}
    asked = Q(rules.sign_extension.rows(viewer)) | Q(rules.mend_now.rows(viewer))
    rows = Extension.objects.filter(asked).select_related("appeal__case").annotate(mend=rules.mend_now.flag(viewer))
    found = [
        Row(
            row.appeal.case.title, _("延期申请退回来了，请您修改") if row.mend else _("延期申请，等您签"),
            reverse("extension", args=(row.pk,)), due=row.due_on,
        )
        for row in rows.order_by("due_on", "pk")[: SHOWN[MINE]]
    ]  # fmt: skip
    return {MINE: found} if found else {}


def extensions_of(appeal: int, *, round_: int) -> QuerySet[Extension]:
    """What was asked for one appeal in one round."""
    return Extension.objects.filter(appeal=appeal, round=round_).select_related("approval").order_by("pk")


@dataclass(frozen=True)
class Opinion:
    """One column of opinions as a page and the printed form draw it."""

    order: int
    step: str
    signer: str
    post: str
    verdict: str
    kind: str
    text: str
    at: Any


@dataclass(frozen=True)
class Sheet:
    """One frozen version as it may be read today, with what was signed under it."""

    revision: int
    facts: list[tuple[str, str]]
    why: str
    digest: str
    frozen_at: Any
    opinions: list[Opinion]


def sheets(row: Extension) -> list[Sheet]:
    """Every version, the one that stands first."""
    said = approvals.all_opinions(row.approval)
    found = []
    for version in approvals.versions(row.approval):
        facts, why = facts_of(row, text=version.text)
        under = [opinion_of(one) for one in said if one.revision == version.revision]
        found.append(Sheet(version.revision, facts, why, version.digest, version.frozen_at, under))
    return found


def facts_of(row: Extension, *, text: str) -> tuple[list[tuple[str, str]], str]:
    """The document's lines as label and value, and the reason, which stands last and may run over lines.

    Confidentiality only tightens: the name of an author who has asked since to be kept from the departments is not read
    in an earlier document either.
    """
    if row.appeal.hidden and row.appeal.author:
        text = text.replace(row.appeal.author.name, NAMELESS)
    head, _mark, why = text.partition(f"\n{REASON}：")
    lines = (line.partition("：") for line in head.splitlines())
    return [(label, value) for label, _colon, value in lines], why


def opinion_of(signature: Any) -> Opinion:
    """A signature in words; who signed for somebody stands with both names and 代."""
    signer = signature.name
    if signature.delegated:
        signer = _("%(holder)s（%(name)s代）") % {"holder": signature.holder_name, "name": signature.name}
    kind = {Verdict.AGREE: "ok", Verdict.RETURN: "pause"}.get(signature.verdict, "")
    return Opinion(
        order=signature.step.order,
        step=signature.step.title,
        signer=signer,
        post=signature.post_name,
        verdict=signature.get_verdict_display(),
        kind=kind,
        text=signature.opinion,
        at=signature.at,
    )


@dataclass(frozen=True)
class Station:
    """One step of the way: its title, how far it is, who is waited for."""

    title: str
    who: str
    state: str  # done | now | next


def stations(row: Extension, *, on: date) -> list[Station]:
    """The way of one extension: what is signed, for whom the current step waits, what comes after."""
    approval = row.approval
    found = []
    for step in approvals.steps_of(approval):
        named = "、".join(step.role_names)
        if approval.state == State.OPEN and step.order == approval.step.order:
            names = approvals.who_may_sign(approval, on=on)
            who = "、".join(names) if names else _("没有能签的人，请组织民管部先任命%(roles)s") % {"roles": named}
            found.append(Station(step.title, who, "now"))
        else:
            over = approval.state == State.APPROVED or step.order < approval.step.order
            found.append(Station(step.title, named, "done" if over else "next"))
    return found


def columns(row: Extension) -> list[tuple[str, list[Opinion]]]:
    """The printed form's columns: every step of the way with the opinions under the version that stands."""
    said = [opinion_of(one) for one in approvals.opinions(row.approval)]
    return [(step.title, [one for one in said if one.order == step.order]) for step in approvals.steps_of(row.approval)]


@dataclass(frozen=True)
class RouteSheet:
    """One version of the way as the page shows it; the steps as title, posts, where and how many."""

    version: int
    since: date
    document: str
    kept_by: str
    now: bool
    steps: list[tuple[str, str, str, str]]


def route_sheets(on: date) -> list[RouteSheet]:
    """All versions, newest first; the one in force is marked."""
    standing = approvals.route_in_force(EXTENSION, on=on)
    return [
        RouteSheet(
            route.version,
            route.in_force_from,
            route.document,
            route.kept_by_name,
            standing is not None and standing.pk == route.pk,
            [_spoken(Step(s.title, s.role_codes, s.reach, s.need, s.n)) for s in route.steps.all()],
        )
        for route in approvals.routes(EXTENSION)
    ]


def shipped_steps() -> list[tuple[str, str, str, str]]:
    """The way as shipped, for the page while nobody has kept one."""
    return [_spoken(step) for step in STEPS]


def _spoken(step: Step) -> tuple[str, str, str, str]:
    roles = "、".join(str(Role(code).label) for code in step.roles)
    how = _("要 %(count)s 位同意") % {"count": step.n} if step.need == Need.SOME else str(Need(step.need).label)
    return str(step.title), roles, str(Reach(step.reach).label), how
