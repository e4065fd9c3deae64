"""One appeal with all its page needs: as its author reads it, and as the desk does."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from xinqiao.blocks.cases.queries import is_open
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.models import Appeal, Attachment, PublicAnswer
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.gate import Rule


def own_appeal(viewer: Viewer) -> QuerySet[Appeal]:
    """One appeal as its author reads it."""
    rows = Appeal.objects.filter(rules.see_own_appeal.rows(viewer))
    return rows.select_related("case__holder", "case__desk", "author__unit", "photo").annotate(
        may_answer=rules.answer_own_appeal.flag(viewer)
    )


def desk_appeals(viewer: Viewer, *, rule: Rule = rules.see_appeal) -> QuerySet[Appeal]:
    """Appeals the desk may see (or do something with, by the rule), with hands and with the right to the name."""
    rows = Appeal.objects.filter(rule.rows(viewer))
    return rows.select_related(
        "case__holder",
        "case__desk",
        "case__unit",
        "case__merged_into",
        "author__unit",
        "beneficiary",
        "complained",
        "photo",
    ).annotate(
        may_see_author=rules.see_author.flag(viewer),
        may_take=rules.take_appeal.flag(viewer),
        may_handle=rules.handle_now.flag(viewer),
        may_pass=rules.pass_now.flag(viewer),
        may_name=rules.name_complained.flag(viewer),
        may_ask_later=rules.ask_later.flag(viewer),
        may_merge=rules.merge_appeals.flag(viewer),
        may_part=rules.part_appeal.flag(viewer),
        may_publish=rules.publish_answer.flag(viewer),
    )


def within_sight(viewer: Viewer) -> QuerySet[Appeal, Any]:
    """Keys of the appeals the viewer sees at a desk, for rooms whose rows hang on an appeal."""
    return Appeal.objects.filter(rules.see_appeal.rows(viewer)).values("pk")


def in_hand(viewer: Viewer) -> QuerySet[Appeal]:
    """Appeals the viewer holds."""
    rows = Appeal.objects.filter(rules.handle_appeal.rows(viewer))
    return rows.select_related("case__desk", "author__unit")


def everybody_concerned(appeal: int) -> list[int]:
    """Authors, who gains, and whom it complains of, of an appeal and the open ones it leads: they and their kin decide
    nothing about it."""
    group = Appeal.objects.filter(Q(pk=appeal) | (Q(case__merged_into=appeal) & is_open(prefix="case")))
    rows = group.values_list("author", "beneficiary", "complained")
    return sorted({one for row in rows for one in row if one})


def merged_with(row: Appeal, *, viewer: Viewer) -> list[Appeal]:
    """The appeals this one leads, as the desk may see them."""
    rows = desk_appeals(viewer).filter(case__merged_into=row.pk)
    return list(rows.order_by("case_id"))


def papers_of(row: Appeal, *, public_only: bool) -> list[Attachment]:
    """What came with it and with the answers, oldest first; what was attached by mistake is marked, not hidden."""
    found = Attachment.objects.filter(appeal=row).select_related("paper")
    if public_only:
        found = found.filter(public=True, dropped_at__isnull=True)
    return list(found.order_by("id"))


def public_of(row: Appeal) -> list[PublicAnswer]:
    """Every text that was ever published of it, newest first."""
    return list(PublicAnswer.objects.filter(appeal=row).order_by("-id"))


def receipts(viewer: Viewer) -> QuerySet[Appeal]:
    """Appeals whose receipt the viewer may print: those seen at the desk, and those written down by the viewer."""
    return Appeal.objects.filter(rules.print_receipt.rows(viewer)).select_related(
        "case__holder", "case__desk", "author__unit", "written_by"
    )
