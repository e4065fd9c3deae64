"""An extension (延期): a later day for the end of an appeal, asked for before its limit passes."""

from __future__ import annotations

from django.db import models


class Extension(models.Model):
    """One application for a later day; its frozen document and its signatures live in the request of the same key."""

    approval = models.OneToOneField(
        "approvals.Request", primary_key=True, on_delete=models.PROTECT, related_name="extension"
    )
    appeal = models.ForeignKey("service.Appeal", on_delete=models.PROTECT, related_name="extensions")
    round = models.IntegerField()  # of the case when it was asked: another round has limits of its own
    due_on = models.DateField()  # the limit when it was asked
    until = models.DateField()
    why = models.TextField()

    def __str__(self) -> str:
        return str(self.approval_id)
