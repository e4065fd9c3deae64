import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_cases_clocks_line"),
        ("org", "0003_membership_document"),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="opened_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="call_back_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="matter",
            field=models.CharField(default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="case",
            name="merged_into",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="clock",
            name="stage",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="clock",
            name="stage_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="entry",
            name="verb",
            field=models.CharField(
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
                    ("correct", "更正答复"),
                    ("nudge", "催办"),
                    ("merge", "合并办理"),
                    ("unmerge", "分开办理"),
                    ("escalate", "期限提醒"),
                    ("call_back", "回访"),
                    ("amend", "改题目"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="due_kind",
            field=models.CharField(
                choices=[
                    ("reply", "首次答复"),
                    ("finish", "办结"),
                    ("review", "复核结论"),
                    ("promise", "兑现答应的事"),
                ],
                default="",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="clock",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reply", "首次答复"),
                    ("finish", "办结"),
                    ("review", "复核结论"),
                    ("promise", "兑现答应的事"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["matter"], name="cases_case_matter"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="cases_case_merged"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("call_back_on__isnull", False)),
                fields=["call_back_on", "id"],
                name="cases_case_call_back",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("dropped_at__isnull", True), ("met_at__isnull", True), ("stage_on__isnull", False)),
                fields=["stage_on"],
                name="cases_clock_reminding",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="cases_case_not_into_itself",
            ),
        ),
    ]
