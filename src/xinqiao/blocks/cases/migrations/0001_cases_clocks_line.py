import django.db.models.deletion
from django.db import migrations, models

from xinqiao.kit.append_only import AppendOnly


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("org", "0001_units_people_posts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("title", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "待受理"),
                            ("handling", "办理中"),
                            ("paused", "暂停计时"),
                            ("replied", "已答复"),
                            ("resolved", "已办结"),
                            ("refused", "不予办理"),
                            ("withdrawn", "已撤回"),
                        ],
                        max_length=10,
                    ),
                ),
                ("round", models.IntegerField(default=1)),
                (
                    "round_kind",
                    models.CharField(
                        choices=[("first", "初次办理"), ("reopened", "重新办理"), ("review", "复核")],
                        default="first",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("due_on", models.DateField(null=True)),
                (
                    "due_kind",
                    models.CharField(
                        choices=[("reply", "首次答复"), ("finish", "办结"), ("review", "复核结论")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("due_statutory", models.BooleanField(default=False)),
                ("paused_at", models.DateTimeField(null=True)),
                ("replied_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("solved", "解决了"),
                            ("partly", "部分解决"),
                            ("explained", "作了解释说明"),
                            ("not_possible", "条件不具备，暂时办不到"),
                            ("upheld", "复核维持原结论"),
                            ("changed", "复核改变原结论"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(default="", max_length=40)),
                (
                    "rating",
                    models.CharField(
                        choices=[("satisfied", "满意"), ("fair", "基本满意"), ("dissatisfied", "不满意")],
                        default="",
                        max_length=12,
                    ),
                ),
                ("rated_at", models.DateTimeField(null=True)),
                ("rate_until", models.DateField(null=True)),
                ("touched_at", models.DateTimeField()),
                (
                    "desk",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("reply", "首次答复"), ("finish", "办结"), ("review", "复核结论")], max_length=8
                    ),
                ),
                (
                    "nature",
                    models.CharField(choices=[("service", "服务时限"), ("statutory", "法定时限")], max_length=10),
                ),
                ("from_on", models.DateField()),
                ("amount", models.IntegerField()),
                ("unit", models.CharField(max_length=12)),
                ("basis", models.TextField()),
                ("due_on", models.DateField()),
                ("provisional", models.BooleanField(default=False)),
                ("met_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clocks", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("open", "提出"),
                            ("take", "受理"),
                            ("reply", "答复"),
                            ("note", "补充"),
                            ("hand_over", "转办"),
                            ("pause", "暂停计时"),
                            ("resume", "恢复计时"),
                            ("resolve", "办结"),
                            ("refuse", "不予办理"),
                            ("withdraw", "撤回"),
                            ("rate", "评价"),
                            ("reopen", "重新办理"),
                            ("review", "申请复核"),
                        ],
                        max_length=12,
                    ),
                ),
                ("round", models.IntegerField()),
                ("by_name", models.CharField(max_length=60)),
                ("desk_name", models.CharField(default="", max_length=80)),
                ("to_name", models.CharField(default="", max_length=140)),
                ("text", models.TextField(default="")),
                ("public", models.BooleanField(default=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_at", models.DateTimeField()),
                ("to_at", models.DateTimeField(null=True)),
                ("reason", models.TextField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pauses", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", ("received", "handling", "paused", "replied"))),
                fields=["kind", "due_on", "id"],
                name="cases_case_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", ("received", "handling", "paused", "replied"))),
                fields=["desk", "due_on"],
                name="cases_case_desk",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", ("received", "handling", "paused", "replied"))),
                fields=["holder", "due_on"],
                name="cases_case_holder",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["opened_by", "-id"], name="cases_case_mine"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("received", "handling", "paused", "replied")), _negated=True),
                    ("due_on__isnull", False),
                    _connector="OR",
                ),
                name="cases_case_open_has_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("received", "handling", "paused", "replied")), ("closed_at__isnull", True)),
                    models.Q(
                        models.Q(("state__in", ("received", "handling", "paused", "replied")), _negated=True),
                        ("closed_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="cases_case_closed_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "paused"), _negated=True), ("paused_at__isnull", False), _connector="OR"
                ),
                name="cases_case_paused_has_time",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("dropped_at__isnull", True), ("met_at__isnull", True)),
                fields=["due_on"],
                name="cases_clock_running",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["case", "id"], name="cases_entry_line"),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_at__isnull", True)), fields=("case",), name="cases_pause_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_at__isnull", True), ("to_at__gte", models.F("from_at")), _connector="OR"),
                name="cases_pause_order",
            ),
        ),
        AppendOnly("cases_entry"),
    ]
