#!/bin/sh
[ "$1" = --list ] || exit 1
cat <<'J'
{"_meta": {"hostvars": {"h1": {"a": 1, "b": "yes", "f": 1e3}, "unknown": {"x": 1}}}, "all": {"children": ["ungrouped", "web"]}, "web": {"hosts": ["h1", "h2"], "vars": {"v": [1, null]}}, "db": {"hosts": ["h2"], "children": ["sub"]}, "sub": {"hosts": ["h3"]}, "ungrouped": {"hosts": ["h9"]}}
J
