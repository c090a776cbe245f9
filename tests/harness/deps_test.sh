# deps.sh: silent when all is there, else the one command, or the installation.
. "$(dirname "$0")/../tap.sh"

mkdir "$T/bin"
# Knows no library until "apt-get" has been here.
cat >"$T/bin/pkg-config" <<-END
#!/bin/sh
[ -f "$T/installed" ]
END
cat >"$T/bin/apt-get" <<-END
#!/bin/sh
echo "\$*" >>"$T/asked"
case "\$*" in *install*) : >"$T/installed" ;; esac
END
chmod +x "$T/bin/"*
deps() { # LEVEL; what it says, then its exit code
	PATH=$T/bin:$PATH sh "$TOP/tests/deps.sh" "$1" "${2:-sh}" \
		"$T/bin/pkg-config" 2>&1 </dev/null
	echo "exit $?"
}

export NO_INSTALL=1
said=$(deps build)
has "$said" 'missing: odbc sqlite3' 'what is missing'
if command -v apt-get >/dev/null; then
	has "$said" 'apt-get install --no-install-recommends unixodbc-dev ' \
		'and the one command'
	is "$(cat "$T/asked" 2>/dev/null)" '' 'which was not run'
fi
has "$said" 'exit 1' 'a build cannot go on'
has "$(deps build nonesuch-gcc)" 'nonesuch-gcc' 'a compiler that is not there'
has "$(ODBCSYSINI=$T deps quickstart)" SQLite3 'a driver that is not there'

: >"$T/installed"
is "$(deps build)" 'exit 0' 'all is there: silence'
said=$(ODBCSYSINI=$T deps check)
has "$said" 'tests that need it will skip' 'the tests go on without a driver'
has "$said" 'exit 0' 'and so does make check'
is "$(deps nonsense | tail -1)" 'exit 64' 'a level that is none'

if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
	unset NO_INSTALL
	rm "$T/installed"
	has "$(deps build)" 'exit 0' 'as root on Debian it installs'
	has "$(cat "$T/asked")" update 'with new lists'
	has "$(cat "$T/asked")" ' unixodbc-dev ' 'what is missing'
	rm "$T/asked"
	is "$(deps build)" 'exit 0' 'once'
	not_ok 'then it does not ask again' [ -f "$T/asked" ]
else
	skip 'as root on Debian it installs' 'not root, or not Debian'
fi
done_testing
