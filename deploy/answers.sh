#!/bin/sh
# Asks what containers must know and writes deploy/environment, once; keys and the password are drawn.
set -eu
file=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)/environment
[ ! -e "$file" ] || {
    echo "$file is there: edit it, or remove it to be asked again (with its keys, what they signed and closed is lost)." >&2
    exit 1
}
ask() {
    eval "given=\${$1:-}"
    if [ -z "$given" ] && [ -t 0 ]; then
        printf '%s%s: ' "$2" "${3:+ [$3]}"
        read -r given
    fi
    given=${given:-${3:-}}
    case $given in *[[:space:]\"\'\\\$\#]*) echo "$1: no space, quote, dollar, # nor backslash, please." >&2 && exit 1 ;; esac
    [ -z "$given" ] || lines="$lines$1=$given
"
}
drawn() { head -c 48 /dev/urandom | base64 | tr -d '\n/+='; }

lines=
ask TERRITOIRE_HOSTS "Name of the site, such as territoire.example.fr"
[ -n "$lines" ] || { echo "The site needs a name." >&2 && exit 1; }
host=$given
ask TERRITOIRE_SMTP_HOST "Server where mails leave"
ask TERRITOIRE_SMTP_PORT "Its port" 587
ask TERRITOIRE_SMTP_USER "Account there (empty: none)"
ask TERRITOIRE_SMTP_PASSWORD "Its password (empty: none)"
ask TERRITOIRE_FROM_EMAIL "Who signs the mails" "territoire@${host%%,*}"
password=$(drawn)
umask 077
printf '%sPOSTGRES_PASSWORD=%s\nDATABASE_URL=postgresql://territoire:%s@database:5432/territoire\nTERRITOIRE_SECRET_KEY=%s\nTERRITOIRE_OBJECTION_KEY=%s\n' \
    "$lines" "$password" "$password" "$(drawn)" "$(drawn)" >"$file"
echo "Written: $file. Keep a copy elsewhere: no backup holds it."
