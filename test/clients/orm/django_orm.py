# Django: aggregates, and a field for a column of type tally
import os

import django
from django.conf import settings
from django.db import models
from django.db.models import Aggregate, FloatField, Func, Q, Sum

settings.configure(INSTALLED_APPS=[], DEFAULT_AUTO_FIELD='django.db.models.AutoField', DATABASES={'default': {
    'ENGINE': 'django.db.backends.postgresql', 'HOST': os.environ['PGHOST'], 'PORT': os.environ['PGPORT'],
    'USER': os.environ['PGUSER'], 'NAME': os.environ['PGDATABASE']}})
django.setup()


class Nps(Aggregate):
    function = 'nps'
    output_field = FloatField()


class Csat(Aggregate):
    function = 'csat'
    output_field = FloatField()


class NpsOfTally(Func):
    function = 'nps'
    output_field = FloatField()


class TallyField(models.TextField):
    def db_type(self, connection):
        return 'tally'


class Response(models.Model):
    team = models.TextField()
    score = models.IntegerField(null=True)
    csat = models.IntegerField(null=True)

    class Meta:
        app_label = 'survey'
        db_table = 'responses'


class Daily(models.Model):
    team = models.TextField(primary_key=True)
    scores = TallyField()

    class Meta:
        app_label = 'survey'
        db_table = 'daily'


# The result cannot have the name of a field, so it gets one of its own.
try:
    Response.objects.annotate(csat=Csat('csat'))
    raise SystemExit('the name csat is not refused')
except ValueError:
    pass
print('csat', Response.objects.aggregate(satisfied=Csat('csat'))['satisfied'], sep='\t')
some = Q(score__lt=9) | Q(csat=5)
for row in Response.objects.values('team').annotate(nps=Nps('score', filter=some)).order_by('team'):
    print('team ' + row['team'], row['nps'], sep='\t')
Daily.objects.bulk_create([Daily(team='new', scores='{9:3,3:1}')])
new = Daily.objects.filter(team='new').annotate(nps=NpsOfTally('scores')).get()
print('written', new.nps, sep='\t')
print('stored', new.scores, sep='\t')
print('all', Daily.objects.exclude(team='new').aggregate(nps=NpsOfTally(Sum('scores')))['nps'], sep='\t')
