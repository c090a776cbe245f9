#!/bin/sh
# Puts the verifiers of package.json into build/npm, with npm, unless they are
# there.  Exits 1 and says why if that cannot be done; tests then skip.  Others
# of another list: NPM_PACKAGE, NPM_PREFIX.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
to=${NPM_PREFIX:-$here/../../build/npm}
package=${NPM_PACKAGE:-$here/package.json}

complete() {
	cmp -s "$package" "$to/package.json" &&
		[ -f "$to/complete" ]
}

complete && exit 0
command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || {
	echo "no node or no npm on this machine"
	exit 1
}
mkdir -p "$to"
# Tests run side by side: the first one installs, the others wait for it.
tries=0
while ! mkdir "$to/lock" 2>/dev/null; do
	tries=$((tries + 1))
	if [ "$tries" = 120 ]; then
		echo "\"$to/lock\" is there: another install, or one that died"
		exit 1
	fi
	sleep 1
done
trap 'rmdir "$to/lock"' EXIT
trap 'exit 1' INT TERM HUP
complete && exit 0
rm -f "$to/complete"
cp "$package" "$to/package.json"
# Without a registry npm takes minutes to say so: once in a run is enough.
if [ -n "$(find "$to/failed" -mmin -30 2>/dev/null)" ]; then
	cat "$to/failed"
	exit 1
fi
limit=$(command -v timeout) && limit="$limit 180"
if (cd "$to" && $limit npm install --no-package-lock --ignore-scripts \
	--no-audit --no-fund --fetch-retries=1 --fetch-timeout=20000 \
	>npm.log 2>&1); then
	: >"$to/complete"
	rm -f "$to/failed"
else
	echo "npm install failed: $(grep -m1 'npm ERR!\|npm error' \
		"$to/npm.log")" | tee "$to/failed"
	exit 1
fi
