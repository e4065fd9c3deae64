import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_cases_clocks_line"),
        ("org", "0001_units_people_posts"),
        ("papers", "0001_registers_and_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="appeal",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                (
                    "door",
                    models.CharField(
                        choices=[("phone", "手机"), ("hotline", "热线"), ("window", "窗口"), ("group", "工会小组")],
                        default="phone",
                        max_length=8,
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("daily_life", "班车、食堂、浴室"),
                            ("pay", "工资与工时"),
                            ("protection", "劳动保护"),
                            ("leave", "休假与考勤"),
                            ("insurance", "社保与公积金"),
                            ("hardship", "家里有困难"),
                            ("cadre", "对干部或工会的意见"),
                            ("unsure", "不清楚"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "privacy",
                    models.CharField(
                        choices=[("named", "承办部门看得到我的姓名"), ("hidden", "对承办部门保密")], max_length=8
                    ),
                ),
                ("words", models.TextField()),
                ("same_day", models.BooleanField(default=False)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appeals", to="org.person"
                    ),
                ),
                (
                    "complained",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.paper"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["author", "-case"], name="service_appeal_author")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("complained__isnull", True),
                            models.Q(("complained", models.F("author")), _negated=True),
                            _connector="OR",
                        ),
                        name="service_appeal_not_against_self",
                    )
                ],
            },
        ),
    ]
