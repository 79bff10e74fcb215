#!/usr/bin/env bash
# Stop what up.sh DIR started.
dir=$(cd "${1:?usage: down.sh DIR}" && pwd)
for name in ckan redis solr; do
    [ -f "$dir/$name.pid" ] && kill "$(cat "$dir/$name.pid")" 2>/dev/null
done
if [ -d "$dir/pg/data" ]; then
    bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
    (cd / && runuser -u postgres -- "$bin/pg_ctl" -D "$dir/pg/data" -m immediate stop >/dev/null)
fi
rm -f "$dir/url"
