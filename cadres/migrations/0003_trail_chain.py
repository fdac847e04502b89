"""The trail says from where and why, and its lines are chained."""

import django.db.models.deletion
from django.db import migrations, models

from cadres.trail.append_only import append_only
from cadres.trail.sealing import chained


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='TrailLink',
            fields=[
                ('line', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='link', serialize=False, to='cadres.trailline', verbose_name='留痕')),
                ('number', models.BigIntegerField(null=True, unique=True, verbose_name='环号')),
                ('algorithm', models.CharField(max_length=20, verbose_name='算法')),
                ('previous', models.CharField(max_length=64, verbose_name='前一环校验值')),
                ('digest', models.CharField(max_length=64, verbose_name='校验值')),
                ('sealed_at', models.DateTimeField(null=True, verbose_name='入链时间')),
            ],
            options={
                'verbose_name': '留痕链环',
                'verbose_name_plural': '留痕链环',
            },
        ),
        migrations.RemoveIndex(
            model_name='trailline',
            name='trail_county_at',
        ),
        migrations.AddField(
            model_name='trailline',
            name='address',
            field=models.CharField(blank=True, max_length=45, verbose_name='来源地址'),
        ),
        migrations.AddField(
            model_name='trailline',
            name='after',
            field=models.JSONField(null=True, verbose_name='新值'),
        ),
        migrations.AddField(
            model_name='trailline',
            name='before',
            field=models.JSONField(null=True, verbose_name='原值'),
        ),
        migrations.AddField(
            model_name='trailline',
            name='reason',
            field=models.CharField(blank=True, max_length=500, verbose_name='理由'),
        ),
        migrations.AddField(
            model_name='trailline',
            name='request_id',
            field=models.CharField(blank=True, max_length=40, verbose_name='请求编号'),
        ),
        migrations.AddIndex(
            model_name='trailline',
            index=models.Index(fields=['county', '-id'], name='trail_county_newest'),
        ),
        migrations.AddIndex(
            model_name='trailline',
            index=models.Index(fields=['county', 'at'], name='trail_county_at'),
        ),
        migrations.AddIndex(
            model_name='trailline',
            index=models.Index(fields=['county', 'actor', '-id'], name='trail_county_actor'),
        ),
        migrations.AddIndex(
            model_name='trailline',
            index=models.Index(fields=['act', '-id'], name='trail_act_newest'),
        ),
        append_only('cadres_traillink', when='OLD.number IS NOT NULL'),
        chained(),
    ]
