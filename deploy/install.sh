#!/bin/sh
# Installs Territoire on a bare Debian 12 or 13, from nothing to https; run again from a newer checkout, it upgrades.
#
#     sh deploy/install.sh
#
# It asks what it does not know (the name of the site, an address for its administrator, where mails leave), keeps the
# answers in /etc/territoire/environment, and asks no more. The same answers may be given beforehand, by the environment:
# TERRITOIRE_HOSTS, TERRITOIRE_ADMIN, TERRITOIRE_SMTP_HOST, _PORT, _USER, _PASSWORD, TERRITOIRE_FROM_EMAIL.
# TERRITOIRE_TLS=internal has Caddy sign for itself: for a name that the internet does not know.
#
# Releases lie side by side in /opt/territoire/releases; `current` leads to the one that runs. A new one that does not
# answer gives way to the one before. What it does step by step is docs/install.md.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
base=/opt/territoire
etc=/etc/territoire
environment=$etc/environment
state=/var/lib/territoire
services='territoire territoire-imports territoire-coverage'
timers='territoire-daily.timer territoire-backup.timer'

say() { printf '%s\n' "$*"; }
stop() {
    printf '%s\n' "$*" >&2
    exit 1
}
# quietly COMMAND…: what it says is shown only when it fails.
quietly() {
    log=$(mktemp)
    "$@" >"$log" 2>&1 </dev/null || {
        cat "$log" >&2
        stop "That failed: $*"
    }
    rm -f "$log"
}
has_systemd() { [ -d /run/systemd/system ]; }
drawn() { head -c 48 /dev/urandom | base64 | tr -d '\n/+='; }
known() { sed -n "s/^$1=//p" "$environment" 2>/dev/null | head -n 1; }

# ask NAME WORDS [DEFAULT]: what is kept, else what the environment gives, else what is typed.
ask() {
    [ -z "$(known "$1")" ] || return 0
    eval "given=\${$1:-}"
    if [ -z "$given" ] && [ -t 0 ]; then
        printf '%s%s: ' "$2" "${3:+ [$3]}"
        read -r given
    fi
    keep "$1" "${given:-${3:-}}"
}
keep() {
    [ -n "$2" ] || return 0
    # Both systemd and `with_environment` read such a value as it is written.
    case $2 in *[[:space:]\"\'\\]*) stop "$1: no space, quote nor backslash, please." ;; esac
    printf '%s=%s\n' "$1" "$2" >>"$environment"
}
# in_release COMMAND…: manage.py of the new release, as the account of the site.
in_release() {
    sh "$release/deploy/territoire" "$release" "$@"
}

check_machine() {
    [ "$(id -u)" = 0 ] || stop "Run it as root: sudo sh deploy/install.sh"
    # shellcheck disable=SC1091
    . /etc/os-release
    case "${ID:-}:${VERSION_ID:-}" in
        debian:12 | debian:13) ;;
        *) stop "This is ${PRETTY_NAME:-an unknown system}: the installer knows Debian 12 and 13 (by hand: docs/install.md)." ;;
    esac
}

install_packages() {
    say "Packages of the system…"
    export DEBIAN_FRONTEND=noninteractive
    quietly apt-get update -q
    packages='ca-certificates curl git util-linux openssl python3 python3-venv caddy'
    if [ "$VERSION_ID" = 13 ]; then
        packages="$packages postgresql"
    elif ! command -v pg_lsclusters >/dev/null 2>&1 || [ -z "$(pg_lsclusters -h)" ]; then
        # Debian 12 has PostgreSQL 15: a newer one comes from PostgreSQL's own repository.
        quietly apt-get install -qy postgresql-common gnupg
        quietly /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y
        packages="$packages postgresql-18"
    fi
    # shellcheck disable=SC2086
    quietly apt-get install -qy --no-install-recommends $packages
    if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 12))'; then
        # Debian 12 has Python 3.11: uv brings a newer one, for this site alone.
        [ -x "$base/uv/bin/uv" ] || {
            python3 -m venv "$base/uv"
            "$base/uv/bin/pip" install --quiet --disable-pip-version-check uv
        }
        UV_PYTHON_INSTALL_DIR=$base/python "$base/uv/bin/uv" python install --quiet 3.13
        PATH="$(dirname "$(UV_PYTHON_INSTALL_DIR=$base/python "$base/uv/bin/uv" python find 3.13)"):$PATH"
        export PATH
    fi
}

prepare_account() {
    getent passwd territoire >/dev/null ||
        useradd --system --home-dir "$state" --shell /usr/sbin/nologin territoire
    install -d -m 0750 -o territoire -g territoire "$state" "$state/backups"
    install -d -m 0755 "$base" "$base/releases"
    install -d -m 0750 -o root -g territoire "$etc"
    [ -f "$environment" ] || install -m 0640 -o root -g territoire /dev/null "$environment"
}

ask_what_is_not_known() {
    ask TERRITOIRE_HOSTS "Name of the site, such as territoire.example.fr"
    [ -n "$(known TERRITOIRE_HOSTS)" ] || stop "The site needs a name: TERRITOIRE_HOSTS=territoire.example.fr sh deploy/install.sh"
    ask TERRITOIRE_ADMIN "E-mail address of its first administrator"
    ask TERRITOIRE_SMTP_HOST "Server where mails leave" localhost
    ask TERRITOIRE_SMTP_PORT "Its port" 587
    ask TERRITOIRE_SMTP_USER "Account there (empty: none)"
    [ -z "$(known TERRITOIRE_SMTP_USER)" ] || ask TERRITOIRE_SMTP_PASSWORD "Its password"
    name=$(known TERRITOIRE_HOSTS)
    ask TERRITOIRE_FROM_EMAIL "Who signs the mails" "territoire@${name%%,*}"
    keep_once DJANGO_SETTINGS_MODULE territoire.settings.production
    keep_once TERRITOIRE_VAR "$state"
    keep_once TERRITOIRE_BACKUPS "$state/backups"
    # Drawn once: the first signs sessions, the second keeps objections for ever.
    keep_once TERRITOIRE_SECRET_KEY "$(drawn)"
    keep_once TERRITOIRE_OBJECTION_KEY "$(drawn)"
}
keep_once() { [ -n "$(known "$1")" ] || keep "$1" "$2"; }

prepare_database() {
    [ -z "$(known DATABASE_URL)" ] || return 0
    say "Database…"
    has_systemd || service postgresql start >/dev/null
    password=$(drawn)
    as_postgres() { (cd / && setpriv --reuid=postgres --regid=postgres --init-groups psql -q -v ON_ERROR_STOP=1 "$@"); }
    if [ -z "$(as_postgres -Atc "SELECT 1 FROM pg_roles WHERE rolname = 'territoire'")" ]; then
        as_postgres -c "CREATE ROLE territoire LOGIN"
    fi
    # By standard input: what is on a command line is read by all.
    printf "ALTER ROLE territoire PASSWORD '%s';" "$password" | as_postgres -f -
    if [ -z "$(as_postgres -Atc "SELECT 1 FROM pg_database WHERE datname = 'territoire'")" ]; then
        as_postgres -c "CREATE DATABASE territoire OWNER territoire TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
    fi
    keep DATABASE_URL "postgresql://territoire:$password@127.0.0.1:5432/territoire"
}

make_release() {
    version=$(git -C "$root" -c safe.directory="$root" rev-parse --short=12 HEAD 2>/dev/null || date -u +%Y%m%d%H%M%S)
    release=$base/releases/$version
    say "Release $version…"
    if [ ! -f "$release/.ready" ]; then
        rm -rf "$release"
        install -d -m 0755 "$release"
        # What git follows; of an archive without history, all of it.
        if [ -d "$root/.git" ] || [ -f "$root/.git" ]; then
            git -C "$root" -c safe.directory="$root" archive HEAD | tar -x -C "$release"
        else
            tar -c -C "$root" --exclude=./.venv --exclude=./var . | tar -x -C "$release"
        fi
        (cd "$release" && umask 022 && .ci/python base -m compileall -q -j 0 . >/dev/null)
        (cd "$release" && umask 022 && .venv/bin/python -c "from pathlib import Path; from territoire import translations; translations.compile_if_stale(Path.cwd())")
        touch "$release/.ready"
    fi
}

bring_up_to_date() {
    if [ -e "$base/current" ]; then
        say "Backup, before anything changes…"
        in_release backup "$state/backups" --verbosity 0 ||
            stop "The backup failed: nothing was changed."
    fi
    say "Tables and reference data…"
    in_release --prepare
}

set_up_services() {
    install -m 0644 "$release"/deploy/*.service "$release"/deploy/*.timer /etc/systemd/system/
    hosts=$(known TERRITOIRE_HOSTS)
    install -d -m 0755 /etc/caddy
    # One's own Caddyfile is left alone.
    if [ ! -f /etc/caddy/Caddyfile ] || grep -q 'Caddyfile is an easy way' /etc/caddy/Caddyfile || grep -q 'Territoire' /etc/caddy/Caddyfile; then
        sed -e "s/territoire\.example\.fr/$(printf '%s' "$hosts" | sed 's/,/, /g')/" \
            -e "s/^#tls$/${TERRITOIRE_TLS:+tls $TERRITOIRE_TLS}/" \
            "$release/deploy/Caddyfile" >/etc/caddy/Caddyfile
        caddy validate --config /etc/caddy/Caddyfile --adapter caddyfile >/dev/null 2>&1 ||
            stop "/etc/caddy/Caddyfile is not right: caddy validate --config /etc/caddy/Caddyfile"
    else
        say "/etc/caddy/Caddyfile is yours: add what deploy/Caddyfile holds."
    fi
}

# switch TO: lead `current` to a release, in one step, and start it.
switch() {
    ln -s "$1" "$base/current.new"
    mv -T "$base/current.new" "$base/current"
    has_systemd || return 0
    systemctl daemon-reload
    # shellcheck disable=SC2086
    systemctl enable --quiet $services $timers caddy
    # shellcheck disable=SC2086
    systemctl restart $services $timers
    systemctl reload-or-restart caddy
}

answers() {
    name=$(known TERRITOIRE_HOSTS)
    for _ in $(seq 1 60); do
        curl -fsS -o /dev/null -H "Host: ${name%%,*}" -H 'X-Forwarded-Proto: https' \
            http://127.0.0.1:8000/sante/ 2>/dev/null && return 0
        sleep 1
    done
    return 1
}

serve() {
    before=$(readlink "$base/current" 2>/dev/null || true)
    switch "$release"
    if ! has_systemd; then
        say "There is no systemd here: start by hand what deploy/*.service say."
        return 0
    fi
    if ! answers; then
        [ -z "$before" ] || [ "$before" = "$release" ] || switch "$before"
        stop "Release $version does not answer${before:+; $(basename "$before") runs again}: journalctl -u territoire -n 50"
    fi
    # The last three stay, to go back to.
    # shellcheck disable=SC2012  # names of our own making
    ls -1td "$base"/releases/*/ | tail -n +4 | while IFS= read -r old; do
        [ "${old%/}" = "$release" ] || [ "${old%/}" = "$before" ] || rm -rf "$old"
    done
}

welcome() {
    admin=$(known TERRITOIRE_ADMIN)
    say ""
    say "Territoire runs: https://$(known TERRITOIRE_HOSTS | sed 's/,.*//')/"
    [ -z "$admin" ] || in_release first_admin "$admin"
    say "What may be wrong with it, at any time: territoire doctor"
}

install_command() {
    printf '#!/bin/sh\nexec sh %s/current/deploy/territoire %s/current "$@"\n' "$base" "$base" >/usr/local/bin/territoire
    chmod 0755 /usr/local/bin/territoire
}

check_machine
install_packages
prepare_account
ask_what_is_not_known
prepare_database
make_release
bring_up_to_date
set_up_services
install_command
serve
welcome
