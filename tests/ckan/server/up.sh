#!/usr/bin/env bash
# Start a CKAN 2.12.0 with a Solr stand-in on loopback, from nothing:
#
#     tests/ckan/server/up.sh DIR     writes DIR/url and DIR/token; down.sh DIR stops it
#
# Needs root on Debian 12, its packages and PyPI. DIR may be kept: the virtual environment in
# it is used again, the data never. PostgreSQL refuses to run as root, so the parents of DIR
# must be open to others (a folder below /tmp is, one below /root is not).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${1:?usage: up.sh DIR}"
dir=$(cd "$1" && pwd)
packages=("ckan[requirements]==2.12.0" ckanext-dcat==2.4.4 ckanext-harvest==1.6.3 gunicorn==27.0.1)

say() { printf '%4d s  %s\n' "$SECONDS" "$1"; }
fail() { echo "up.sh: $1" >&2; exit 1; }

# 1. PostgreSQL, Redis, and what CKAN's own dependencies are compiled with.
if ! command -v redis-server pg_config >/dev/null || ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    apt-get update -qq || fail "no packages from Debian: is there a network?"
    mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/fazhi.conf
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        gcc libc6-dev libmagic1 libpq-dev postgresql python3-dev python3-venv redis-server >/dev/null \
        || fail "Debian's packages cannot be installed"
fi
say "PostgreSQL and Redis are installed"

# 2. CKAN, in an environment of its own: its pins are not ours.
if ! [ -x "$dir/venv/bin/gunicorn" ]; then
    python3 -m venv "$dir/venv"
    "$dir/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check "${packages[@]}" 2>"$dir/pip.log" \
        || fail "CKAN cannot be installed from PyPI: $(tail -3 "$dir/pip.log")"
fi
say "CKAN is installed"

# 3. Four free ports.
read -r postgres_port redis_port solr_port ckan_port < <(python3 - <<'PY'
import socket
sockets = [socket.socket() for _ in range(4)]
for one in sockets:
    one.bind(("127.0.0.1", 0))
print(*(one.getsockname()[1] for one in sockets))
PY
)

# 4. A PostgreSQL cluster that nobody needs tomorrow.
rm -rf "$dir/pg" "$dir/storage" "$dir"/*.pid
mkdir -p "$dir/pg" "$dir/storage"
chmod 755 "$dir"
chown postgres "$dir/pg"
runuser -u postgres -- test -x "$dir" || fail "the user postgres cannot enter $dir: use a folder below /tmp"
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
as_postgres() { (cd / && runuser -u postgres -- "$@" >/dev/null); }
as_postgres "$bin/initdb" -D "$dir/pg/data" -A trust -E UTF8 --locale=C.UTF-8
as_postgres "$bin/pg_ctl" -D "$dir/pg/data" -w -l "$dir/pg/log" start \
    -o "-p $postgres_port -k $dir/pg -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
psql=(psql -q -h 127.0.0.1 -p "$postgres_port" -U postgres -v ON_ERROR_STOP=1)
"${psql[@]}" -c "create role ckan login password 'ckan'" -c "create role reader login password 'reader'" \
    -c "create database ckan owner ckan" -c "create database datastore owner ckan"

# 5. Redis, and the stand-in for Solr.
redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --appendonly no --daemonize yes \
    --pidfile "$dir/redis.pid" --logfile "$dir/redis.log" --dir "$dir" >/dev/null
schema=$(echo "$dir"/venv/lib/python3*/site-packages/ckan/config/solr/schema.xml)
nohup python3 "$here/solr_stand_in.py" "$solr_port" "$schema" "$dir/solr.pid" >"$dir/solr.log" 2>&1 </dev/null &
say "PostgreSQL, Redis and the stand-in run"

# 6. CKAN.
cat >"$dir/licenses.json" <<'JSON'
[{"id": "cc-by", "title": "知识共享 署名 4.0", "url": "https://creativecommons.org/licenses/by/4.0/",
  "od_conformance": "approved", "osd_conformance": "not reviewed", "status": "active", "domain_content": true,
  "domain_data": true, "domain_software": false, "family": "", "maintainer": "Creative Commons"},
 {"id": "notspecified", "title": "未指定许可证", "url": "", "od_conformance": "not reviewed",
  "osd_conformance": "not reviewed", "status": "active", "domain_content": false, "domain_data": false,
  "domain_software": false, "family": "", "maintainer": "", "is_generic": true}]
JSON
cat >"$dir/ckan.ini" <<INI
[app:main]
use = egg:ckan
SECRET_KEY = of-a-test-server
ckan.site_id = test
ckan.site_url = http://127.0.0.1:$ckan_port
ckan.site_title = 测试开放数据门户
ckan.locale_default = zh_Hans_CN
ckan.storage_path = $dir/storage
ckan.auth.create_unowned_dataset = false
ckan.plugins = datastore datatables_view activity dcat structured_data harvest dcat_json_harvester dcat_rdf_harvester
ckan.datastore.write_url = postgresql://ckan:ckan@127.0.0.1:$postgres_port/datastore
ckan.datastore.read_url = postgresql://reader:reader@127.0.0.1:$postgres_port/datastore
ckan.datastore.sqlsearch.enabled = true
ckan.redis.url = redis://127.0.0.1:$redis_port/0
ckan.harvest.mq.type = redis
ckan.harvest.mq.port = $redis_port
ckanext.dcat.resource.inherit.license = true
licenses_group_url = file://$dir/licenses.json
solr_url = http://127.0.0.1:$solr_port/solr/ckan
sqlalchemy.url = postgresql://ckan:ckan@127.0.0.1:$postgres_port/ckan
INI
CKAN_INI="$dir/ckan.ini" "$dir/venv/bin/python" "$here/prepare.py" "$dir" >"$dir/prepare.log" 2>&1 \
    || fail "CKAN could not be set up: $(tail -5 "$dir/prepare.log")"
"${psql[@]}" -d datastore -f "$dir/permissions.sql" >/dev/null
cat >"$dir/wsgi.py" <<PY
from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app

application = make_app(CKANConfigLoader("$dir/ckan.ini").get_config())
PY
nohup "$dir/venv/bin/gunicorn" --no-control-socket --bind "127.0.0.1:$ckan_port" --workers 2 --threads 4 \
    --timeout 120 --chdir "$dir" --pid "$dir/ckan.pid" wsgi:application >"$dir/ckan.log" 2>&1 </dev/null &
url=http://127.0.0.1:$ckan_port
for _ in $(seq 240); do
    if python3 -c "import urllib.request as u; u.urlopen('$url/api/3/action/status_show')" 2>/dev/null; then
        echo "$url" >"$dir/url"
        say "CKAN answers at $url, its token is in $dir/token"
        exit 0
    fi
    sleep 0.5
done
fail "CKAN does not answer: $(tail -20 "$dir/ckan.log")"
