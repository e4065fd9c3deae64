import django.db.models.deletion
from django.db import migrations, models


def tighten(apps, schema_editor):
    """What was asked to be kept, and what is said of cadres and the union, holds from now on by columns of its own."""
    appeals = apps.get_model("service", "Appeal").objects
    appeals.filter(privacy="hidden").update(hidden=True)
    appeals.filter(topic="cadre").update(hidden=True, apart=True, privacy="hidden")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_number_older_matters"),
        ("org", "0003_membership_document"),
        ("papers", "0001_registers_and_papers"),
        ("service", "0001_appeals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=60)),
                ("from_desk", models.BooleanField(default=False)),
                ("public", models.BooleanField(default=True)),
                ("dropped_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PublicAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=80)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=60)),
                ("desk_name", models.CharField(max_length=80)),
                ("latest", models.BooleanField(default=True)),
                ("taken_down_at", models.DateTimeField(null=True)),
                ("why_down", models.CharField(default="", max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="ReplyTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("title", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("public_text", models.TextField(default="")),
                ("checklist", models.TextField(default="")),
                (
                    "after",
                    models.CharField(
                        choices=[("", "只答复"), ("pause", "答复后暂停计时"), ("resolve", "答复后办结")],
                        default="",
                        max_length=8,
                    ),
                ),
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
                ("promise_days", models.IntegerField(null=True)),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="appeal",
            name="apart",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="appeal",
            name="beneficiary",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="collective_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="appeal",
            name="hidden",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="appeal",
            name="outside",
            field=models.CharField(db_index=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="appeal",
            name="people",
            field=models.IntegerField(default=1),
        ),
        migrations.AddField(
            model_name="appeal",
            name="whose",
            field=models.CharField(
                choices=[("self", "我自己"), ("team", "班组大家"), ("workmate", "一位工友"), ("family", "家里人")],
                default="self",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="author",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="appeals", to="org.person"
            ),
        ),
        migrations.CreateModel(
            name="AppealBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                ("file_name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=60)),
                ("rows", models.IntegerField()),
                ("refused", models.IntegerField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by_name", models.CharField(default="", max_length=60)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("digest",),
                        name="service_batch_file_once",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="appeal",
            name="batch",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="appeals", to="service.appealbatch"
            ),
        ),
        migrations.RunPython(tighten, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("hidden", True), ("privacy", "named"), _connector="OR"),
                name="service_appeal_asked_is_hidden",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("topic", "cadre"), _negated=True),
                    models.Q(("apart", True), ("hidden", True)),
                    _connector="OR",
                ),
                name="service_appeal_cadre_is_apart",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="appeal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="service.appeal"
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="paper",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.paper"),
        ),
        migrations.AddField(
            model_name="publicanswer",
            name="appeal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="public_answers", to="service.appeal"
            ),
        ),
        migrations.AddField(
            model_name="replytemplate",
            name="desk",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"),
        ),
        migrations.AddField(
            model_name="replytemplate",
            name="made_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"),
        ),
        migrations.AddField(
            model_name="replytemplate",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="service.replytemplate",
            ),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(fields=["appeal", "id"], name="service_attachment_of"),
        ),
        migrations.AddIndex(
            model_name="publicanswer",
            index=models.Index(
                condition=models.Q(("latest", True), ("taken_down_at__isnull", True)),
                fields=["-id"],
                name="service_public_answer_shown",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicanswer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("latest", True)), fields=("appeal",), name="service_public_answer_latest"
            ),
        ),
        migrations.AddConstraint(
            model_name="replytemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("after", "resolve"), models.Q(("outcome", ""), _negated=True)),
                    models.Q(models.Q(("after", "resolve"), _negated=True), ("outcome", "")),
                    _connector="OR",
                ),
                name="service_template_ends_with_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="replytemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("promise_days__isnull", True),
                    models.Q(("promise_days__gte", 1), ("promise_days__lte", 250)),
                    _connector="OR",
                ),
                name="service_template_promise_days",
            ),
        ),
    ]
