"""Matters opened before matters had numbers get theirs, year by year in the order they were opened; limits that were
running then keep their last reminder only: what was not said in time is not said late."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations

SHANGHAI = ZoneInfo("Asia/Shanghai")


def number(apps: Any, schema_editor: Any) -> None:
    """Give every case without a matter the next number of its year."""
    case, clock = apps.get_model("cases", "Case"), apps.get_model("cases", "Clock")
    register = apps.get_model("papers", "Register")
    last: dict[int, int] = dict(register.objects.filter(kind="XQ").values_list("year", "last"))
    batch = []
    for row in case.objects.filter(matter="").only("id", "opened_at", "matter").order_by("opened_at", "id").iterator():
        year = row.opened_at.astimezone(SHANGHAI).year
        last[year] = last.get(year, 0) + 1
        row.matter = f"XQ-{year}-{last[year]:06d}"
        batch.append(row)
    case.objects.bulk_update(batch, ["matter"], batch_size=500)
    for year, count in last.items():
        register.objects.update_or_create(kind="XQ", year=year, defaults={"last": count})
    running = clock.objects.filter(met_at__isnull=True, dropped_at__isnull=True, stage_on__isnull=True)
    late = list(running.only("id", "due_on", "stage", "stage_on"))
    for row in late:
        row.stage, row.stage_on = 2, row.due_on + timedelta(days=1)
    clock.objects.bulk_update(late, ["stage", "stage_on"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_merged_matters_and_reminders"),
        ("papers", "0001_registers_and_papers"),
    ]

    operations = [migrations.RunPython(number, migrations.RunPython.noop)]
