from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_number_older_matters"),
    ]

    operations = [
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
                    ("extend", "延期"),
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
    ]
