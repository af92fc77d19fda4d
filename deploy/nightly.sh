#!/bin/sh
# Where there are no timers: backup and daily passes at 3, for ever. One that fails is told, and tried the next night.
while :; do
    now=$(date +%s)
    at=$(date -d "$(date +%F) 03:00" +%s)
    [ "$at" -gt "$now" ] || at=$((at + 86400))
    sleep $((at - now)) &
    # A signal ends a wait, not a sleep.
    trap 'kill $!; exit 0' TERM INT
    wait $!
    python manage.py backup /var/lib/territoire/backups --keep "7d 4w 12m"
    python manage.py apply_retention --apply
    python manage.py measure_network
    python manage.py clearsessions
    python manage.py check_coverage
done
