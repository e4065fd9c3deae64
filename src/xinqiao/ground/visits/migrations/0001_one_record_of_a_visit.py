import django.db.models.deletion
from django.db import migrations, models

from xinqiao.kit.append_only import AppendOnly


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("org", "0003_membership_document"),
        ("papers", "0001_registers_and_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                ("token", models.CharField(max_length=32)),
                ("whole_unit", models.BooleanField(default=False)),
                ("on", models.DateField()),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("post", "岗位上"),
                            ("home", "家里"),
                            ("hospital", "医院"),
                            ("window", "窗口"),
                            ("phone", "电话"),
                        ],
                        max_length=8,
                    ),
                ),
                ("purposes", models.CharField(max_length=100)),
                ("closed", models.BooleanField(default=False)),
                ("heard", models.TextField()),
                ("internal", models.TextField(default="")),
                ("version", models.IntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[("recorded", "已记下"), ("withdrawn", "记错了，已撤销")],
                        default="recorded",
                        max_length=10,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_why", models.CharField(default="", max_length=500)),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.paper"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"),
                ),
                (
                    "visitor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits_made", to="org.person"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisitPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("visited", "走访的人"), ("companion", "一同去的")], max_length=10)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="org.person"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="people", to="visits.visit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisitTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.IntegerField()),
                ("problem", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "在办"), ("back", "退回了"), ("done", "办完了")], default="open", max_length=8
                    ),
                ),
                ("from_on", models.DateField()),
                ("days", models.IntegerField()),
                ("due_on", models.DateField()),
                ("provisional", models.BooleanField(default=False)),
                ("result", models.TextField(default="")),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="visits.visit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisitTaskHand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "move",
                    models.CharField(
                        choices=[
                            ("given", "交办"),
                            ("back", "退回"),
                            ("passed", "改由别人办"),
                            ("inherited", "交接"),
                            ("done", "办完"),
                        ],
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField()),
                ("why", models.TextField(default="")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hands", to="visits.visittask"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisitVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.IntegerField()),
                ("on", models.DateField()),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("post", "岗位上"),
                            ("home", "家里"),
                            ("hospital", "医院"),
                            ("window", "窗口"),
                            ("phone", "电话"),
                        ],
                        max_length=8,
                    ),
                ),
                ("purposes", models.CharField(max_length=100)),
                ("visited", models.JSONField(default=list)),
                ("companions", models.JSONField(default=list)),
                ("unit_name", models.CharField(max_length=80)),
                ("heard", models.TextField()),
                ("internal", models.TextField(default="")),
                ("why", models.CharField(default="", max_length=500)),
                ("written_at", models.DateTimeField()),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="visits.visit"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisitWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.IntegerField()),
                ("answer", models.CharField(choices=[("true", "情况属实"), ("more", "我要补充")], max_length=8)),
                ("words", models.TextField(default="")),
                ("said_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="words", to="visits.visit"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["-on", "-id"], name="visits_visit_day"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["visitor", "-on"], name="visits_visit_visitor"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["unit", "-on"], name="visits_visit_unit"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(fields=("written_by", "token"), name="visits_visit_written_once"),
        ),
        migrations.AddIndex(
            model_name="visitperson",
            index=models.Index(fields=["person", "side"], name="visits_person_of"),
        ),
        migrations.AddConstraint(
            model_name="visitperson",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dropped_at__isnull", True)), fields=("visit", "person"), name="visits_person_once"
            ),
        ),
        migrations.AddIndex(
            model_name="visittask",
            index=models.Index(
                condition=models.Q(("state", "done"), _negated=True), fields=["due_on", "id"], name="visits_task_due"
            ),
        ),
        migrations.AddIndex(
            model_name="visittask",
            index=models.Index(fields=["owner", "state"], name="visits_task_owner"),
        ),
        migrations.AddConstraint(
            model_name="visittask",
            constraint=models.UniqueConstraint(fields=("visit", "order"), name="visits_task_numbered"),
        ),
        migrations.AddConstraint(
            model_name="visittask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    models.Q(models.Q(("result", ""), _negated=True), ("done_at__isnull", False)),
                    _connector="OR",
                ),
                name="visits_task_done_with_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="visittask",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("from_on"))), name="visits_task_due_after_start"
            ),
        ),
        migrations.AddIndex(
            model_name="visittaskhand",
            index=models.Index(fields=["task", "id"], name="visits_hand_line"),
        ),
        migrations.AddConstraint(
            model_name="visitversion",
            constraint=models.UniqueConstraint(fields=("visit", "version"), name="visits_version_once"),
        ),
        migrations.AddConstraint(
            model_name="visitword",
            constraint=models.UniqueConstraint(fields=("visit", "person", "version"), name="visits_word_once"),
        ),
        AppendOnly(
            "visits_visit",
            allow=(
                "unit_id",
                "whole_unit",
                "on",
                "place",
                "purposes",
                "closed",
                "heard",
                "internal",
                "version",
                "state",
                "withdrawn_at",
                "withdrawn_why",
            ),
        ),
        AppendOnly("visits_visitperson", allow=("dropped_at",)),
        AppendOnly("visits_visitversion"),
        AppendOnly("visits_visitword"),
        AppendOnly(
            "visits_visittask",
            allow=(
                "unit_id",
                "owner_id",
                "state",
                "from_on",
                "days",
                "due_on",
                "provisional",
                "result",
                "done_at",
                "done_by_id",
            ),
        ),
        AppendOnly("visits_visittaskhand"),
    ]
