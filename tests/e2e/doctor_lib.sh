# What the tests of `shadowlog doctor` share; source it behind e2e/lib.sh.  Each
# finding is provoked, seen, mended by the very SQL that was printed, where it
# is SQL, and seen to be gone.
# shellcheck shell=sh disable=SC2154

# The doctor's findings, as JSON, in $out; his judgement in $code.
doctor() { # [ARGUMENT...]
	run doctor --json "$@"
}

# Findings of a check that hold TEXT: "severity object: what", one a line.
findings() { # CHECK [TEXT]
	printf '%s\n' "$out" | jq -r --arg check "$1" --arg text "${2:-}" '.findings[] |
		select(.check == $check) | select("\(.object): \(.what)" |
		contains($text)) | "\(.severity) \(.object): \(.what)"'
}

# No finding at all, and no word but the count.
healthy() { # WHAT
	doctor
	is "$(printf '%s\n' "$out" | jq -c '[.errors, .warnings, .notes, .findings]')" \
		'[0,0,0,[]]' "$1: no finding"
	is "$code" 0 "$1: exit code 0"
}

# One finding of a check that holds TEXT, with this severity.
sees() { # CHECK SEVERITY TEXT
	doctor ${OLD:+--old "$OLD"}
	got=$(findings "$1" "$3")
	case $got in
	"$2 "*) result 0 "$1: $(echo "$got" | head -1)" ;;
	*)
		result 1 "$1 finds: $3"
		diag "$(findings "$1")" "$code" "$(printf '%s\n' "$out" |
			head -c 1500)"
		return 1
		;;
	esac
	case $2 in
	error) is "$code" 2 "$1: an error is exit code 2" ;;
	warning) is "$((code == 1 || code == 2))" 1 \
		"$1: a warning is exit code 1, beside an error 2" ;;
	*) is "$((code < 3))" 1 "$1: a note is no failure" ;;
	esac
}

# Nothing of a check that holds TEXT.
clear_of() { # CHECK TEXT
	doctor ${OLD:+--old "$OLD"}
	[ "$code" -lt 3 ] || result 1 "he looked: $code $out"
	is "$(findings "$1" "$2")" '' "$1: gone: $2"
}

# Runs the SQL that these findings print.
obey() { # CHECK TEXT
	printf '%s\n' "$out" | jq -r --arg check "$1" --arg text "$2" \
		'.findings[] | select(.check == $check) |
		select("\(.object): \(.what)" | contains($text)) |
		.sql // empty' >"$E/mend.sql"
	if ! [ -s "$E/mend.sql" ] || ! sql <"$E/mend.sql" >"$E/mend.log" 2>&1
	then
		result 1 "$1: its SQL runs: $2"
		diag "$(cat "$E/mend.sql" "$E/mend.log")"
	fi
}

# The same, and sees them gone.
mends() { # CHECK TEXT
	obey "$1" "$2"
	clear_of "$1" "$2"
}

# A finding that SQL mends, from beginning to end.
round() { # CHECK SEVERITY TEXT PROVOCATION
	sql "$4" >"$T/null" 2>&1 || diag "cannot provoke: $4"
	sees "$1" "$2" "$3" && mends "$1" "$3"
}

# What the doctor asks to be installed again.
reinstalls() { # CHECK TEXT TABLE...
	again_check=$1
	again_text=$2
	shift 2
	capture "$@"
	clear_of "$again_check" "$again_text"
}
