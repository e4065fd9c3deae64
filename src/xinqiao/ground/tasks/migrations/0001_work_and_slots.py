from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("slot_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name", "slot_at"), name="tasks_slot_once")],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("key", models.CharField(default="", max_length=120)),
                ("args", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等着办"),
                            ("running", "正在办"),
                            ("done", "办完了"),
                            ("failed", "没办成"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("run_at", models.DateTimeField()),
                ("attempts", models.IntegerField(default=0)),
                ("leased_until", models.DateTimeField(null=True)),
                ("leased_by", models.CharField(default="", max_length=80)),
                ("error", models.CharField(default="", max_length=300)),
                ("made_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["run_at", "id"], name="tasks_task_waiting"
                    ),
                    models.Index(
                        condition=models.Q(("state", "running")), fields=["leased_until"], name="tasks_task_leased"
                    ),
                    models.Index(condition=models.Q(("state", "failed")), fields=["-id"], name="tasks_task_failed"),
                    models.Index(condition=models.Q(("state", "done")), fields=["done_at"], name="tasks_task_done"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True), fields=("name", "key"), name="tasks_task_once"
                    )
                ],
            },
        ),
    ]
