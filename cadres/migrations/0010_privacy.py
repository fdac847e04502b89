import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cadres.trail.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0009_unit_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=30, verbose_name='事项')),
                ('on_record', models.CharField(blank=True, max_length=300, verbose_name='当时的记录')),
                ('wish', models.CharField(max_length=300, verbose_name='应为')),
                ('ground', models.CharField(max_length=500, verbose_name='依据')),
                ('state', models.CharField(choices=[('open', '待答复'), ('corrected', '已更正'), ('declined', '未更正')], default='open', max_length=10, verbose_name='状态')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='提出时间')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='答复')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='答复时间')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='correction_requests', to='cadres.person')),
            ],
            options={
                'verbose_name': '个人信息更正申请',
                'verbose_name_plural': '个人信息更正申请',
                'ordering': ['-id'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('person', 'subject'), name='one_open_correction'),
                    models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answer', ''), _negated=True), models.Q(('answered_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='correction_answered'),
                ],
            },
        ),
        append_only('cadres_correctionrequest', when="OLD.state <> 'open'"),
    ]
