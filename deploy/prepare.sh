#!/bin/sh
# What comes before the first answer of a release: tables, reference data, files. Run again, it changes nothing.
set -eu
python=${PYTHON:-python}
$python manage.py migrate --verbosity 0
for data in load_territories load_competences load_occupations load_vocabulary; do
    $python manage.py "$data" --verbosity 0
done
exec $python manage.py collectstatic --noinput --verbosity 0
