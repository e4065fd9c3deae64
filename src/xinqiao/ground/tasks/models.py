"""What is to be done in the background, and which lines of the schedule have fired."""

from django.db import models
from django.db.models import Q

from xinqiao.ground.tasks.words import State


class Task(models.Model):
    """One piece of work. It is leased to one worker at a time; a lease that ran out goes to the next."""

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=120, default="")  # the same work under the same key is queued once
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    run_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=80, default="")
    error = models.CharField(max_length=300, default="")
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["run_at", "id"], name="tasks_task_waiting", condition=Q(state="waiting")),
            models.Index(fields=["leased_until"], name="tasks_task_leased", condition=Q(state="running")),
            models.Index(fields=["-id"], name="tasks_task_failed", condition=Q(state="failed")),
            models.Index(fields=["done_at"], name="tasks_task_done", condition=Q(state="done")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["name", "key"], condition=~Q(key=""), name="tasks_task_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key} {self.state}"


class Slot(models.Model):
    """One moment of one line of the schedule. It fires once, however many workers look."""

    name = models.CharField(max_length=80)
    slot_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot_at"], name="tasks_slot_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot_at}"
