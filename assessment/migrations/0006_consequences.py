"""What follows from the scores is kept with them: grades and their reasons, every quota, flags, payouts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0005_drafts_and_trials")]
    operations = [
        migrations.AddField(
            "result",
            "places",
            models.JSONField("各名额结果", default=list, help_text="[[名额, 结果]]，只有一种名额时为空"),
        ),
        migrations.AddField(
            "result", "grade", models.CharField("等次", max_length=40, blank=True, default=""), preserve_default=False
        ),
        migrations.AddField("result", "reasons", models.JSONField("等次理由", default=list)),
        migrations.AddField("result", "flags", models.JSONField("标记", default=list, help_text="[[标记, 说明]]")),
        migrations.AddField(
            "result", "payouts", models.JSONField("奖金与系数", default=list, help_text="每笔一段得分说明的文本")
        ),
        migrations.AddField("run", "grades", models.JSONField("各等次数", default=dict)),
        migrations.AddField("run", "flags", models.JSONField("标记数", default=dict)),
        migrations.AddField("run", "payouts", models.JSONField("奖金合计", default=list)),
        migrations.AlterField("result", "quota", models.CharField("名额", max_length=40, blank=True)),
        migrations.AlterField("ruling", "quota", models.CharField("名额", max_length=40)),
        migrations.AlterField("ruling", "peer_group", models.CharField("排名组", max_length=400)),
    ]
