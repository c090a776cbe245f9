# The tables of idle.sh.  Runs behind stats.awk.

function head() {
	if (!follow++)
		printf "nothing to do: poll --follow, for each empty poll\n" \
			"%-11s %10s %6s %9s %11s %14s %14s\n", "engine",
			"statements", "turns", "bytes-up", "bytes-down",
			"server-cpu-us", "poller-cpu-us"
}

/"follow"/ && /"polls"/ {
	head()
	n = member("polls")
	printf "%-11s %10.2f %6.2f %9.0f %11.0f %14.0f %14.0f\n",
		member("engine"), member("statements") / n,
		member("turns") / n, member("up") / n, member("down") / n,
		member("server_ns") / n / 1e3, member("client_ns") / n / 1e3
}

# Its polls are not counted: 50 a second.
/"follow"/ && /"seconds"/ {
	head()
	printf "%-11s %10s %6s %9s %11s %14s %14.0f\n", member("engine"), "-",
		"-", "-", "-", "-",
		member("client_ns") / member("seconds") / 50 / 1e3
}

/"what":"(poll|connect)"/ {
	engine = member("engine")
	if (!(engine in seen))
		engines[++nengines] = engine
	seen[engine] = 1
	key = engine SUBSEP member("what")
	n = ++starts[key]
	seconds[key, n] = member("seconds") * 1e3
	cpu[key, n] = cpu_seconds() * 1e3
	peak[key, n] = member("peak_kib") / 1024
}

END {
	if (!nengines)
		exit
	printf "\nfrom start to exit, nothing to do: medians [quartiles], ms\n" \
		"%-11s %-8s %6s %8s %-15s %6s %-15s %8s\n", "engine", "what",
		"starts", "time", "[quartiles]", "cpu", "[quartiles]",
		"peak-MiB"
	for (e = 1; e <= nengines; e++)
		for (w = 1; w <= 2; w++) {
			what = w == 1 ? "poll" : "connect"
			key = engines[e] SUBSEP what
			n = starts[key]
			printf "%-11s %-8s %6d %8.1f %-15s %6.1f %-15s %8.1f\n",
				engines[e], what, n, median(seconds, key, n),
				quartiles(seconds, key, n), median(cpu, key, n),
				quartiles(cpu, key, n), median(peak, key, n)
		}
}
